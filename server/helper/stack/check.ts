import type { Handler } from '../context.ts';
import { Pace } from '../files/pace.ts';
import type { StackLayer, StackProblem } from '../protocol.ts';
import { modelDifferences } from './compare-model.ts';
import { StackRefused } from './problem.ts';
import { readFingerprint } from './read-fingerprint.ts';
import { readStack } from './read-stack.ts';

const maxProblems = 20;

/** Re-reads a stack wholly and extracts nothing. */
export const checkStack: Handler<'stack.check'> = async ({ layers, fingerprint, ...limits }, { signal, progress }) => {
  const problems: StackProblem[] = [];
  const pace = new Pace();
  const bytesTotal = storedBytes(layers);
  let read = 0;
  const onRead = (bytes: number) => {
    read += bytes;
    if (pace.isDue()) progress({ bytes: read, bytesTotal });
  };
  try {
    const tree = await readFingerprint(fingerprint, signal);
    const { model, bytes } = await readStack(layers, limits, { signal, onRead });
    for (const text of modelDifferences(model, tree)) {
      problems.push({ code: 'differs-from-fingerprint', text });
      if (problems.length === maxProblems) break;
    }
    return { entries: model.nodes.countReachable(), bytes, problems };
  } catch (error) {
    if (!(error instanceof StackRefused)) throw error;
    return { entries: 0, bytes: 0, problems: [...problems, error.problem] };
  }
};

/** What reading a stack reads. */
export function storedBytes(layers: readonly StackLayer[]): number {
  return layers.reduce((sum, { tar, deletes }) => sum + (tar?.bytes ?? 0) + (deletes?.bytes ?? 0), 0);
}
