import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../server/api/router.ts';
import type { ErrorReport } from '../server/errors/error.ts';
import { exitOf, Failure, textOf } from './failure.ts';

export type Api = ReturnType<typeof connect>;

export function connect({ url, token }: { url: string; token: string }) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: new URL('/api/trpc', url).href,
        transformer: superjson,
        headers: { authorization: `Bearer ${token}` },
      }),
    ],
  });
}

/** The report an answer of the server carries; undefined when it did not get that far. */
export function reportIn(error: unknown): ErrorReport | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: { report?: ErrorReport } | undefined = error.data;
  return data?.report;
}

/** No answer came, or none of Holdfast's: worth another try while a job is waited for. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TRPCClientError && error.data === undefined;
}

/** Turns whatever was thrown into an exit code and words. */
export function failureOf(error: unknown, url: string | undefined): Failure {
  if (error instanceof Failure) return error;
  const report = reportIn(error);
  if (report) return new Failure(exitOf(report), textOf(report));
  const detail = error instanceof Error ? error.message : String(error);
  if (isUnreachable(error) || isNetworkError(error)) return unreachable(url, detail);
  return new Failure(1, detail);
}

/** What fetch throws when there is no connection, or it is cut. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message);
}

export function unreachable(url: string | undefined, detail: string): Failure {
  return new Failure(
    4,
    `Holdfast does not answer at ${url ?? 'HOLDFAST_URL'} (${detail}).\nThe dashboard is down, starting, or the address is another one.\nCheck HOLDFAST_URL and that the dashboard runs. A job that was started goes on by itself.`,
  );
}
