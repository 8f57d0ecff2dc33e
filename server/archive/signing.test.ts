import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { checkSignature, fingerprintOfKey, openSigner, type Signature, signerOf } from './signing.ts';

let state = '';
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'holdfast-keys-'));
});
afterEach(() => rm(state, { recursive: true, force: true }));

const manifest = Buffer.from('{"id":"one"}\n');

test('ten first starts at once end with one key, 0600 in a folder of 0700, and nothing else in it', async () => {
  const signers = await Promise.all(Array.from({ length: 10 }, () => openSigner(state)));
  expect(new Set(signers.map((signer) => signer.key)).size).toBe(1);
  expect(await readdir(join(state, 'keys'))).toEqual(['signing.pem']);
  expect((await stat(join(state, 'keys', 'signing.pem'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(state, 'keys'))).mode & 0o777).toBe(0o700);
});

test('the key of a state folder is the same at the next start', async () => {
  expect((await openSigner(state)).publicKey).toBe((await openSigner(state)).publicKey);
});

test('a fingerprint is six groups of four without letters that look like digits', async () => {
  expect((await openSigner(state)).key).toMatch(/^hf(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
});

test('tells our signature from another’s', async () => {
  const ours = await openSigner(state);
  const other = signerOf(generateKeyPairSync('ed25519').privateKey);
  expect(checkSignature(manifest, ours.sign(manifest), ours)).toEqual({ state: 'ours', key: ours.key });
  expect(checkSignature(manifest, other.sign(manifest), ours)).toEqual({ state: 'foreign', key: other.key });
});

test('a manifest that was altered by one bit is broken', async () => {
  const ours = await openSigner(state);
  const altered = Buffer.from(manifest);
  altered.writeUInt8(altered.readUInt8(3) ^ 1, 3);
  expect(checkSignature(altered, ours.sign(manifest), ours)).toMatchObject({ state: 'broken' });
});

test('another’s key under our fingerprint is broken, and so is a key that is none', async () => {
  const ours = await openSigner(state);
  const other = signerOf(generateKeyPairSync('ed25519').privateKey);
  const forged = { ...(JSON.parse(other.sign(manifest)) as Signature), key: ours.key };
  expect(checkSignature(manifest, canonicalJson(forged), ours)).toMatchObject({ state: 'broken' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const wrongKind = canonicalJson({ key: fingerprintOfKey(publicKey), publicKey, signature: 'AAAA' });
  expect(checkSignature(manifest, wrongKind, ours)).toMatchObject({ state: 'broken' });
  for (const text of ['', 'null', '{}', '[1]', '{"key":1}']) {
    expect(checkSignature(manifest, text, ours)).toMatchObject({ state: 'broken' });
  }
});

test('openssl agrees, as the README says', async () => {
  const ours = await openSigner(state);
  const signature = JSON.parse(ours.sign(manifest)) as Signature;
  await writeFile(join(state, 'key.pem'), signature.publicKey);
  await writeFile(join(state, 'manifest.json'), manifest);
  await writeFile(join(state, 'sig'), Buffer.from(signature.signature, 'base64'));
  const said = execFileSync(
    'openssl',
    ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'manifest.json', '-sigfile', 'sig'],
    { cwd: state, encoding: 'utf8' },
  );
  expect(said).toContain('Signature Verified Successfully');
});
