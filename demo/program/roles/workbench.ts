import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { identifyByAuthServer } from '../people.ts';
import { type Route, serve } from '../router.ts';

const folder = '/data/.node-red';

/** Flows: a file for each installed service beside the editor's own. */
export async function start(): Promise<void> {
  mkdirSync(`${folder}/flows`, { recursive: true });
  if (!existsSync(`${folder}/settings.json`)) {
    writeFileSync(`${folder}/flows.json`, JSON.stringify([{ id: 'tab1', type: 'tab', label: 'Line overview' }]));
    writeFileSync(`${folder}/settings.json`, JSON.stringify({ theme: 'light' }), { mode: 0o600 });
  }
  await serve(routes, identifyByAuthServer);
}

const routes: Route[] = [
  {
    method: 'GET',
    path: /^\/api\/flows$/,
    needs: 'services.read',
    handle: () => readdirSync(`${folder}/flows`).sort(),
  },
  {
    method: 'POST',
    path: /^\/internal\/flows\/([a-z0-9]+)$/,
    handle: ({ params, body }) => writeFileSync(`${folder}/flows/${params[0]}.json`, JSON.stringify(body)),
  },
  {
    method: 'DELETE',
    path: /^\/internal\/flows\/([a-z0-9]+)$/,
    handle: ({ params }) => rmSync(`${folder}/flows/${params[0]}.json`, { force: true }),
  },
];
