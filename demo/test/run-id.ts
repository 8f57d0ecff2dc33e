import { cloneId } from '../clone.ts';
import { lives } from '../machine/processes.ts';

/** Handed down to everything that a run of the tests starts: who is to be asked whether it is still needed. */
export const runVariable = 'HOLDFAST_TEST_RUN';

/** The process to which what is made here belongs: the run of `npm test`, else this one. */
export function runnerPid(): number {
  return Number(process.env[runVariable] ?? process.pid);
}

const prefix = `${cloneId}-test-`;

/** Value of the label `holdfast.demo` on things of a test: tells the runner, so that leftovers of a dead one are known. */
export function testOwner(random: string): string {
  return `${prefix}${runnerPid()}-${random}`;
}

/** Whether this label names a test of this clone that is over: its runner is gone, or it is this run that ends. */
export function isLeftOver(owner: string, endedPid?: number): boolean {
  if (!owner.startsWith(prefix)) return false;
  const pid = Number(owner.slice(prefix.length).split('-')[0]);
  return pid === endedPid || !lives(pid);
}
