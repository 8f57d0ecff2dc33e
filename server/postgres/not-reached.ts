import { fail, HoldfastError } from '../errors/error.ts';
import { addressOf } from '../helper/relay/address.ts';
import { notOffered, notTrusted } from '../helper/relay/refusals.ts';
import type { ServerAddress } from './deps.ts';
import { connectionTrouble } from './session.ts';
import { sqlState } from './sql.ts';

const noSuchDatabase = '3D000';

/** The error of a server that could not be talked to. Its cause is the server's own answer, where it gave one. */
export function notReached(
  server: ServerAddress,
  { detail, cause }: { detail: string; cause?: unknown },
): HoldfastError {
  const { container, user } = server;
  if (container) return fail('postgres.unreachable', { container: container.id.slice(0, 12), user, detail }, cause);
  const address = addressOf(server);
  if (refusesUser(cause)) return fail('postgres.sign-in-refused', { address, user, detail }, cause);
  if (sqlState(cause) === noSuchDatabase) return fail('postgres.no-such-database', { address, detail }, cause);
  if (detail.includes(notOffered)) return fail('postgres.not-encrypted', { address }, cause);
  if (detail.includes(notTrusted)) return fail('postgres.certificate-refused', { address, detail }, cause);
  return fail('postgres.not-reached', { address, detail }, cause);
}

/** The same, of something that was thrown. */
export function troubleWith(server: ServerAddress, cause: unknown): HoldfastError {
  return notReached(server, { detail: inItsOwnWords(cause), cause });
}

/** What a relay met, without the helper that it ran in. */
export function inItsOwnWords(error: unknown): string {
  if (!(error instanceof HoldfastError) || error.code !== 'docker.helper-failed') return connectionTrouble(error);
  return String(error.params.detail).replace(/^(?:relay\.listen: )+/, '');
}

/** It knows us and does not want us: waiting changes nothing. */
export function refusesUser(error: unknown): boolean {
  return sqlState(error)?.startsWith('28') ?? false;
}
