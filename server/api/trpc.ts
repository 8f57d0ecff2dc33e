import { initTRPC, type TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
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
    // Streams are opened again after a 5xx code and given up after others: it must fit the status.
    const key = keyByStatus[httpStatus] ?? shape.data.code;
    return {
      message: report.title,
      code: TRPC_ERROR_CODES_BY_KEY[key],
      data: { code: key, httpStatus, path: shape.data.path, report },
    };
  },
});

const keyByStatus: Record<number, keyof typeof TRPC_ERROR_CODES_BY_KEY> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

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
