import { messageOf } from '../errors/error.ts';

/** HTTP status of an answer that dockerode threw; undefined when there was no answer at all. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

export const isNotFound = (error: unknown): boolean => statusOf(error) === 404;

/** "Not modified": it is stopped, or running, already. */
export const isAlreadySo = (error: unknown): boolean => statusOf(error) === 304;

/** No answer came: the connection was refused or cut, so the daemon is down, restarting or far away. */
export const isConnectionLost = (error: unknown): boolean => statusOf(error) === undefined;

/** What the daemon said, without dockerode's "(HTTP code 409) unexpected - " before it. */
export function detailOf(error: unknown): string {
  return messageOf(error)
    .replace(/^\(HTTP code \d+\) [^-]*- /, '')
    .trim();
}
