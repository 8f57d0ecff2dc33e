import { initTRPC, type TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { ZodError } from 'zod';
import { statusOf } from '../auth/index.ts';
import { type ErrorReport, fail, HoldfastError, messageOf, reportOf } from '../errors/error.ts';
import type { Context } from './context.ts';

export const t = initTRPC.context<Context>().create({
  transformer: superjson,
  // Proxies cut streams that are silent for a minute.
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  /** The catalogue's words and a status that fits; never a stack, a query or a path of the server. */
  errorFormatter({ shape, error }) {
    const report = reportOfTRPC(error);
    const httpStatus = error.cause instanceof HoldfastError ? statusOf(report) : shape.data.httpStatus;
    return {
      message: report.title,
      code: shape.code,
      data: { code: shape.data.code, httpStatus, path: shape.data.path, report },
    };
  },
});

/** An error of tRPC in the catalogue's words. */
export function reportOfTRPC(error: TRPCError): ErrorReport {
  if (error.cause instanceof HoldfastError) return reportOf(error.cause);
  if (error.code === 'BAD_REQUEST') return reportOf(fail('access.bad-request', { problem: problemOf(error) }));
  if (error.code === 'INTERNAL_SERVER_ERROR')
    return reportOf(fail('internal.defect', { message: 'see the server’s log' }));
  return reportOf(fail('access.bad-request', { problem: error.message }));
}

function problemOf(error: TRPCError): string {
  if (!(error.cause instanceof ZodError)) return messageOf(error);
  const issue = error.cause.issues[0];
  return issue ? `${issue.path.join('.') || 'input'}: ${issue.message}` : 'input';
}
