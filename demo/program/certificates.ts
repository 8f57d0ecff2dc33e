import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';

/** Makes a CA, the server's certificate and the key for tokens, unless they are there. */
export function makeCertificates(folder: string): void {
  if (existsSync(`${folder}/server.crt`)) return;
  mkdirSync(`${folder}/clients`, { recursive: true, mode: 0o750 });
  const inFolder = { cwd: folder, stdio: 'ignore' as const };
  const subject = (name: string) => ['-subj', `/O=Example Works/CN=${name}`, '-days', '3650'];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...newKey, '-keyout', 'cybus_ca.key', '-out', 'cybus_ca.crt', ...subject('Demo CA')],
    inFolder,
  );
  const signed = ['-CA', 'cybus_ca.crt', '-CAkey', 'cybus_ca.key', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...newKey, ...signed, '-keyout', 'server.key', '-out', 'server.new', ...subject('localhost')],
    inFolder,
  );
  writeFileSync(`${folder}/jwt.key`, randomBytes(32), { mode: 0o600 });
  renameSync(`${folder}/server.new`, `${folder}/server.crt`);
  linkSync(`${folder}/cybus_ca.crt`, `${folder}/clients/ca.crt`);
}
