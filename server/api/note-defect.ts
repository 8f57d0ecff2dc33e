import type { TRPCError } from '@trpc/server';
import { log } from '../config/log.ts';
import { HoldfastError } from '../errors/error.ts';

/** What nobody foresaw goes to the server's log with its stack; the client sees none of it. */
export function noteDefect({ error, path }: { error: TRPCError; path: string | undefined }): void {
  if (error.cause instanceof HoldfastError || error.code !== 'INTERNAL_SERVER_ERROR') return;
  log.error({ err: error.cause ?? error, path }, 'a procedure met a defect');
}
