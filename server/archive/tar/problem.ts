/** What makes a tar unfit to be extracted. */
export type TarProblemCode = 'not-tar' | 'path-leaves-root' | 'device' | 'too-large';

export class TarProblem extends Error {
  readonly code: TarProblemCode;

  constructor(code: TarProblemCode, message: string) {
    super(message);
    this.name = 'TarProblem';
    this.code = code;
  }
}
