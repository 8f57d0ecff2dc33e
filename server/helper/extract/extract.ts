import { readdir } from 'node:fs/promises';
import type { Handler } from '../context.ts';
import { Sampler, shown } from '../files/names.ts';
import { Pace } from '../files/pace.ts';
import type { Sample } from '../protocol.ts';
import { storedBytes } from '../stack/check.ts';
import { readFingerprint } from '../stack/read-fingerprint.ts';
import { readStack } from '../stack/read-stack.ts';
import type { TreeModel } from '../stack/tree-model.ts';
import { hasAttributes } from './attributes.ts';
import { inWords } from './compare.ts';
import { Flusher } from './flusher.ts';
import { type Comparison, mendUntilEqual } from './mend-until-equal.ts';
import { extractOwnStack } from './own-stack.ts';
import { partOf } from './part.ts';
import { TarSink } from './tar-sink.ts';

/**
 * Makes a volume's tree in an empty folder: checks and extracts layer by layer, mends what tar leaves wrong (a mode
 * inherited from a setgid parent, an ACL inherited from a folder's default, times of folders whose files the delta
 * replaced), compares with the fingerprint, and syncs. A difference that is left is answered, not thrown.
 * @throws StackRefused for a stack that must not be extracted; the folder is then partly filled and to be removed
 */
export const extractStack: Handler<'extract.stack'> = async (
  { root, layers, fingerprint, only, own, ...limits },
  { signal, progress },
) => {
  if ((await readdir(root)).length > 0) throw new Error(`${root} is not empty`);
  const whole = await readFingerprint(fingerprint, signal);
  const { tree, roots } = only === undefined ? { tree: whole, roots: [] } : partOf(whole, only);
  const pace = new Pace();
  const bytesTotal = storedBytes(layers);
  let read = 0;
  const onRead = (bytes: number, model?: TreeModel) => {
    read += bytes;
    const extracted = model ? { entries: model.entries, entriesTotal: tree.count } : {};
    if (pace.isDue()) progress({ ...extracted, bytes: read, bytesTotal });
  };
  const flusher = new Flusher(root, signal);
  const extractOwn = async () => {
    const watched = (bytes: number) => {
      flusher.wrote(bytes);
      onRead(bytes);
    };
    const { silent } = await extractOwnStack(layers, { root, signal, onRead: watched });
    if (silent && !(await hasAttributes(root, signal))) return null;
    return (await readStack(layers, limits, { signal })).model;
  };
  const extractChecked = async () => {
    await using sink = new TarSink(root, signal, flusher, roots);
    return (await readStack(layers, limits, { signal, onRead, sink })).model;
  };
  const model = await (own && roots.length === 0 ? extractOwn() : extractChecked());
  flusher.begin();
  const { mended, left } = await mendUntilEqual(root, tree, model, signal);
  await flusher.finish();
  return { entries: tree.count, mended, differences: sampleOf(left) };
};

function sampleOf({ entries, attributes }: Comparison): Sample {
  const sampler = new Sampler();
  for (const difference of entries) sampler.add(`${shown(difference.path)}: ${inWords(difference)}`);
  for (const { path, set, remove } of attributes) {
    sampler.add(`${shown(path)}: attributes ${[...set.keys(), ...remove].map(shown).join(', ')}`);
  }
  return sampler.sample;
}
