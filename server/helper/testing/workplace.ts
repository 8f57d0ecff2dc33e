import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { HelperProcess } from './helper-process.ts';

/** A running helper and a folder for each test of a file; both are gone when the file has run. */
export type Workplace = { readonly helper: HelperProcess; readonly place: string; fresh(): string };

export function workplace(): Workplace {
  let place = '';
  let helper: HelperProcess | null = null;
  let count = 0;
  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'holdfast-helper-'));
    helper = new HelperProcess();
  });
  afterAll(async () => {
    await helper?.[Symbol.asyncDispose]();
    rmSync(place, { recursive: true, force: true });
  });
  return {
    get place() {
      return place;
    },
    get helper() {
      if (helper === null) throw new Error('only inside of a test');
      return helper;
    },
    fresh() {
      count += 1;
      const folder = join(place, String(count));
      mkdirSync(folder);
      return folder;
    },
  };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
