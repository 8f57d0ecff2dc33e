import type { ErrorReport } from '../errors/error.ts';

const byCode: Partial<Record<ErrorReport['code'], number>> = {
  'access.not-signed-in': 401,
  'access.token-refused': 401,
  'access.sign-in-refused': 401,
  'access.one-time-refused': 401,
  'access.setup-token-wrong': 401,
  'access.role-too-low': 403,
  'access.cross-site': 403,
  'access.too-many-attempts': 429,
  'store.unknown': 404,
  'archive.unknown': 404,
  'internal.defect': 500,
};

/** HTTP status of an error: by its code, else by how a command would end with it. */
export function statusOf(report: ErrorReport): number {
  return byCode[report.code] ?? { 1: 500, 2: 400, 3: 409, 4: 503 }[report.exit];
}
