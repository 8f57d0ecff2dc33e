import { execFile } from 'node:child_process';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];

/** User and group of the server in its image. */
const postgres = 999;

/** A folder with `cert.pem` and `key.pem` of a server; nobody vouches for the first ones. */
export type ServerCertificate = AsyncDisposable & {
  folder: string;
  /** Puts another certificate in their place. @param name as a subjectAltName: `IP:…` or `DNS:…` */
  signedBy(ca: Authority, name: string): Promise<void>;
};

export async function serverCertificate(): Promise<ServerCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-tls-'));
  const [keyFile, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const own = () => Promise.all([folder, keyFile].map((path) => chown(path, postgres, postgres)));
  await run('openssl', ['req', '-x509', ...key, '-subj', '/CN=test', '-keyout', keyFile, '-out', cert]);
  await own();
  return {
    folder,
    async signedBy(ca, name) {
      const [request, extensions] = [join(ca.folder, 'request.pem'), join(ca.folder, 'extensions')];
      await writeFile(extensions, `subjectAltName=${name}\n`);
      await run('openssl', [
        'req',
        '-new',
        ...key.slice(0, 3),
        '-subj',
        '/CN=test',
        '-keyout',
        keyFile,
        '-out',
        request,
      ]);
      await run('openssl', [
        ...['x509', '-req', '-in', request, '-days', '2', '-extfile', extensions, '-CAcreateserial', '-out', cert],
        ...['-CA', join(ca.folder, 'ca.pem'), '-CAkey', join(ca.folder, 'ca.key')],
      ]);
      await own();
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

export type Authority = AsyncDisposable & { folder: string; pem: string };

/** A CA that nobody knows but the test. */
export async function authority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-ca-'));
  const file = join(folder, 'ca.pem');
  await run('openssl', [
    'req',
    '-x509',
    ...key,
    '-subj',
    '/CN=test CA',
    '-keyout',
    join(folder, 'ca.key'),
    '-out',
    file,
  ]);
  return { folder, pem: await readFile(file, 'utf8'), [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
