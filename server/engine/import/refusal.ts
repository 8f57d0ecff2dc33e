import type { Finding } from '../../archive/finding.ts';
import type { ErrorCode } from '../../errors/catalogue/index.ts';
import { type ErrorParams, fail, type HoldfastError, reportOf } from '../../errors/error.ts';

/** Codes of the catalogue that refuse an upload. */
export type RefusalCode = Extract<ErrorCode, `import.${string}`>;

/** A reason to refuse an upload: the error, and the finding that says the same. */
export type Refusal = { error: HoldfastError; finding: Finding };

export function refusal(code: RefusalCode, params: ErrorParams): Refusal {
  const error = fail(code, params);
  const { title, remedy } = reportOf(error);
  return { error, finding: { code: code.slice('import.'.length), level: 'refuse', text: title, remedy } };
}
