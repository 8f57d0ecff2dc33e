import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rewriteShare } from './rewrite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-rewrite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, '0/only');
mkdirSync(path.dirname(file));
writeFileSync(file, Buffer.alloc(1000));

async function rewritten(suite: string, round: number): Promise<string> {
  expect(await rewriteShare([folder], 1, suite, round)).toBe(1000);
  return readFileSync(file, 'latin1');
}

test('no suite and no round writes what another wrote, and each writes the same again', async () => {
  const contents = [];
  for (const suite of ['freeze', 'second']) for (const round of [0, 1]) contents.push(await rewritten(suite, round));
  expect(new Set(contents).size).toBe(4);
  expect(await rewritten('freeze', 0)).toBe(contents[0]);
});
