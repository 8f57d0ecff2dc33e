import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serve } from '../router.ts';

/** The Admin UI: one page that talks to the API as its user does. */
export async function start(): Promise<void> {
  const html = readFileSync(path.join(import.meta.dirname, '..', 'page.html'), 'utf8').replaceAll(
    '{version}',
    String(process.env.VERSION),
  );
  await serve([{ method: 'GET', path: /^\/(index\.html)?$/, handle: () => ({ html }) }], async () => null);
}
