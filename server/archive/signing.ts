import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';

/** Content of manifest.json.sig. */
export const signatureSchema = z.strictObject({
  /** Fingerprint of the public key. */
  key: z.string().max(64),
  /** PEM (SubjectPublicKeyInfo), so that openssl can check the signature too. */
  publicKey: z.string().max(1000),
  /** Ed25519 over the bytes of manifest.json, base64. */
  signature: z.string().max(200),
});
export type Signature = z.infer<typeof signatureSchema>;

/** Signs with this Holdfast's own key, which never leaves its file. */
export type Signer = {
  /** Fingerprint of its public key, for people: `hf-7Q2M-K4XD-…`. */
  key: string;
  publicKey: string;
  /** The text of manifest.json.sig for these bytes of manifest.json. */
  sign(manifest: Uint8Array): string;
};

export type SignatureCheck = { state: 'ours' | 'foreign'; key: string } | { state: 'broken'; why: string };

/**
 * Opens the signing key of a state folder, making it at the first start. Two first starts at once end with one key.
 * The folder is 0700, the key file 0600.
 */
export async function openSigner(stateFolder: string): Promise<Signer> {
  const folder = join(stateFolder, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'signing.pem');
  const pem = (await readIfThere(file)) ?? (await makeKey(folder, file));
  return signerOf(createPrivateKey(pem));
}

/** A signer of a key in hand. */
export function signerOf(privateKey: KeyObject): Signer {
  const publicKey = pemOf(createPublicKey(privateKey));
  const key = fingerprintOfKey(publicKey);
  return {
    key,
    publicKey,
    sign: (manifest) =>
      canonicalJson({
        key,
        publicKey,
        signature: sign(null, manifest, privateKey).toString('base64'),
      } satisfies Signature),
  };
}

/** Checks the text of manifest.json.sig against the bytes of manifest.json. Says whose key it is; whom to trust is for others. */
export function checkSignature(manifest: Uint8Array, text: string, ours: Pick<Signer, 'publicKey'>): SignatureCheck {
  const signature = parseSignature(text);
  if (signature === null) return { state: 'broken', why: 'manifest.json.sig is not a signature file' };
  const publicKey = parsePublicKey(signature.publicKey);
  if (publicKey === null) return { state: 'broken', why: 'the public key in manifest.json.sig is not an Ed25519 key' };
  if (fingerprintOfKey(publicKey.pem) !== signature.key) {
    return { state: 'broken', why: 'the fingerprint in manifest.json.sig is not that of its key' };
  }
  if (!verify(null, manifest, publicKey.object, Buffer.from(signature.signature, 'base64'))) {
    return { state: 'broken', why: 'manifest.json was changed after it had been signed' };
  }
  return { state: publicKey.pem === ours.publicKey ? 'ours' : 'foreign', key: signature.key };
}

/**
 * 120 bits of the SHA-256 of the key's DER in Crockford's alphabet (no I, L, O, U): `hf-` and six groups of four. To
 * find another key with the same one takes 2^120 tries.
 */
export function fingerprintOfKey(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' });
  const bits = createHash('sha256').update(der).digest().subarray(0, 15);
  const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = BigInt(`0x${bits.toString('hex')}`);
  let text = '';
  for (let index = 0; index < 24; index += 1) {
    text = `${symbols[Number(rest & 31n)]}${text}`;
    rest >>= 5n;
  }
  return `hf-${text.match(/.{4}/g)?.join('-')}`;
}

function parseSignature(text: string): Signature | null {
  try {
    return signatureSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function parsePublicKey(pem: string): { object: KeyObject; pem: string } | null {
  try {
    const object = createPublicKey(pem);
    // createPublicKey would take a private key too and derive the public one.
    return object.asymmetricKeyType === 'ed25519' && pem.includes('BEGIN PUBLIC KEY')
      ? { object, pem: pemOf(object) }
      : null;
  } catch {
    return null;
  }
}

function pemOf(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Written wholly under another name, then linked into place: link never replaces a key that somebody else just made. */
async function makeKey(folder: string, file: string): Promise<string> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const draft = join(folder, `.signing-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  await syncFolder(folder);
  return readFile(file, 'utf8');
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
