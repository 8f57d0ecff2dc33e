import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isCanonicalJson } from './canonical.ts';
import { aidNames } from './layout.ts';
import { manifestSchema } from './manifest.ts';
import { checkSignature } from './signing.ts';
import { recordOf, sumsText } from './sums.ts';

/** Blocks of the handbook's page, in order: the tree, then the example's manifest, signature and sums. */
const page = readFileSync('docs/archive-format.md', 'utf8');
const [manifestText, signatureText] = [...page.matchAll(/```json\n(.*?)```/gs)].map((match) => match[1] ?? '');
const sums = /`SHA256SUMS`:\n\n```\n(.*?)```/s.exec(page)?.[1];

function example() {
  if (manifestText === undefined || signatureText === undefined) throw new Error('the page has no example');
  return { manifestText, signatureText, manifest: manifestSchema.parse(JSON.parse(manifestText)) };
}

test('the example’s manifest is canonical and has every field', () => {
  expect(isCanonicalJson(example().manifestText)).toBe(true);
  expect(example().manifest.id).toBe('20261124-154100-ab12');
  expect(Object.keys(JSON.parse(example().manifestText)).sort()).toEqual(Object.keys(manifestSchema.shape).sort());
});

test('the example’s signature holds, and its key is the one that the manifest names', () => {
  const { manifestText, signatureText, manifest } = example();
  const check = checkSignature(Buffer.from(manifestText), signatureText, { publicKey: 'none' });
  expect(check).toEqual({ state: 'foreign', key: manifest.key });
});

test('the example’s sums follow from its manifest', () => {
  const { manifest } = example();
  const aids = manifest.files.filter((file) => aidNames.includes(file.path));
  expect(sums).toBe(sumsText({ ...example(), aids }));
  expect(sums).toContain(recordOf('manifest.json', example().manifestText).sha256);
});
