import { catalogue, type ErrorCode } from './catalogue/index.ts';

/** How a command ends when this error reaches it: 1 failed, 2 wrong use, 3 refused by a check, 4 not reachable. */
export type ExitCode = 1 | 2 | 3 | 4;

export type ErrorEntry = {
  /** What happened, in plain words. `{name}` stands for a parameter. */
  title: string;
  /** Why, and what it means: what is safe, what is not. */
  cause: string;
  /** What to do now. */
  remedy: string;
  exit: ExitCode;
};

export type ErrorParams = Record<string, string | number>;

/** An error as it is stored, logged and shown: a code of the catalogue with its parameters filled in. */
export type ErrorReport = {
  code: ErrorCode;
  title: string;
  cause: string;
  remedy: string;
  exit: ExitCode;
  /** Path of the page in the handbook, with its anchor. */
  docs: string;
};

/** The only error type thrown on purpose. Made by {@link fail}; anything else that is thrown is a defect. */
export class HoldfastError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams, options?: { cause?: unknown }) {
    super(`${code}: ${fill(catalogue[code].title, params)}`, options);
    this.name = 'HoldfastError';
    this.code = code;
    this.params = params;
  }
}

/** Makes the error of `code`: `throw fail('docker.unreachable', { endpoint }, error)`. */
export function fail(code: ErrorCode, params: ErrorParams = {}, cause?: unknown): HoldfastError {
  return new HoldfastError(code, params, cause === undefined ? undefined : { cause });
}

/** Translates whatever was thrown into words; a defect becomes `internal.defect`. Parameters must never hold secrets. */
export function reportOf(error: unknown): ErrorReport {
  const known = error instanceof HoldfastError ? error : fail('internal.defect', { message: messageOf(error) }, error);
  const entry = catalogue[known.code];
  return {
    code: known.code,
    title: fill(entry.title, known.params),
    cause: fill(entry.cause, known.params),
    remedy: fill(entry.remedy, known.params),
    exit: entry.exit,
    docs: `docs/errors.md#${known.code.replaceAll('.', '')}`,
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fill(text: string, params: ErrorParams): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
