import { shown } from '../files/names.ts';
import type { StackProblem } from '../protocol.ts';

/** A stack that must not be extracted, with what is answered about it. */
export class StackRefused extends Error {
  readonly problem: StackProblem;

  constructor(code: StackProblem['code'], text: string) {
    super(`${code}: ${text}`);
    this.name = 'StackRefused';
    this.problem = { code, text };
  }
}

/** About one entry, named for display. */
export function refuseEntry(code: StackProblem['code'], path: string, why: string): StackRefused {
  return new StackRefused(code, `${shown(path)}: ${why}`);
}
