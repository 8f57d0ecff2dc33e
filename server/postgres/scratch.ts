import { startScratchServer } from '../docker/index.ts';
import { fail, HoldfastError } from '../errors/error.ts';
import type { JobFolder, PostgresDeps } from './deps.ts';
import { openLink, type PostgresLink } from './link.ts';

export type ScratchDatabaseSpec = {
  /** An image with PostgreSQL in it: the database's own. */
  image: string;
  /** Superuser that the server is made with. */
  user: string;
  folder: JobFolder;
  signal: AbortSignal;
};

/** A PostgreSQL server of its own, with nothing in it and nobody else on it. */
export type ScratchDatabase = AsyncDisposable & { link: PostgresLink };

/**
 * `initdb` and `postgres` by name, not the image's entrypoint: that one would want the variables of its kind, and run what
 * lies in its start folder. Messages in English, since one of them says that the server serves.
 */
const script = `set -e
umask 077
mkdir /tmp/holdfast
initdb --no-sync --auth=trust --username="$1" --encoding=UTF8 --locale=C --pgdata=/tmp/holdfast/data >/dev/null
exec postgres -D /tmp/holdfast/data -c listen_addresses=127.0.0.1 -c port=5432 -c unix_socket_directories=/tmp/holdfast \\
  -c logging_collector=off -c log_destination=stderr`;
const ready = /database system is ready to accept connections/;

/**
 * Makes a server in a container without a network, from the image of a database, and a way to it.
 * @throws `postgres.no-scratch` when the image can't be made into one, `docker.image-missing`; nothing stays behind
 */
export async function openScratchDatabase(deps: PostgresDeps, spec: ScratchDatabaseSpec): Promise<ScratchDatabase> {
  const { image, user, folder, signal } = spec;
  await using made = new AsyncDisposableStack();
  const container = made.use(
    await startScratchServer(deps, {
      job: folder.job,
      role: 'scratch-database',
      image,
      command: ['sh', '-c', script, 'sh', user],
      user: await serverUser(deps, image),
      ready,
      signal,
    }).catch((error) => {
      throw noScratch(image, error);
    }),
  );
  const server = { container: { id: container.id, image }, host: '127.0.0.1', user, password: null, port: 5432 };
  const link = made.use(await openLink(deps, { server, folder, signal }));
  const kept = made.move();
  return { link, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** PostgreSQL refuses to run as root: the image's own user, else the one that every packaging of it makes. */
async function serverUser({ docker }: PostgresDeps, image: string): Promise<string> {
  const found = await docker
    .getImage(image)
    .inspect()
    .catch(() => null);
  const user = found?.Config?.User ?? '';
  return user === '' || user === '0' || user === 'root' || user.startsWith('0:') ? 'postgres' : user;
}

function noScratch(image: string, error: unknown): unknown {
  if (!(error instanceof HoldfastError) || error.code !== 'docker.sidecar-failed') return error;
  return fail('postgres.no-scratch', { image, detail: String(error.params.detail) }, error);
}
