import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, untilDone, untilHealthy } from '../ask.ts';
import { expectStructure } from '../database/migrate.ts';
import { inTransaction, rowsOf } from '../database/pool.ts';
import { sql } from '../database/structures.ts';
import { definitionOf } from '../definition.ts';
import { identifyByAuthServer } from '../people.ts';
import { Refusal, type Request, type Route, serve } from '../router.ts';
import { seedFiles } from '../seed/files.ts';

const folderOf = (id: string) => `/data/services/${id}`;

/** Services that users install: files here and at the workbench, rows in the database, a volume and a container. */
export async function start(): Promise<void> {
  await untilHealthy('auth-server');
  await untilDone('the database', expectStructure);
  await untilHealthy('container-manager');
  await untilHealthy('workbench');
  await seedFiles({ writeFiles, makeResources });
  await serve(routes, identifyByAuthServer);
}

const routes: Route[] = [
  { method: 'GET', path: /^\/api\/services$/, needs: 'services.read', handle: () => rowsOf(sql.services) },
  { method: 'POST', path: /^\/api\/services$/, needs: 'services.write', handle: install },
  { method: 'DELETE', path: /^\/api\/services\/([a-z0-9]+)$/, needs: 'services.write', handle: remove },
];

/**
 * Installs a service in one operation of two halves, files and rows, with up to two seconds between them and in either
 * order: a backup that falls into the gap holds one half only, unless somebody makes sure that it doesn't.
 */
async function install({ body }: Request): Promise<{ id: string }> {
  const id = String(body.id);
  if (!/^[a-z][a-z0-9]{0,40}$/.test(id))
    throw new Refusal(400, 'An id has small letters and digits and starts with a letter.');
  if (await isInstalled(id)) throw new Refusal(409, `The service ${id} is installed already.`);
  const name = typeof body.name === 'string' && body.name ? body.name : id;
  await inEitherOrder(
    body,
    () => writeFiles(id, name),
    () => writeRows(id, name),
  );
  await makeResources(id);
  return { id };
}

async function remove({ params, body }: Request): Promise<void> {
  const id = String(params[0]);
  if (!(await isInstalled(id))) throw new Refusal(404, `There is no service ${id}.`);
  await inEitherOrder(
    body,
    () => removeFiles(id),
    () => rowsOf('delete from services where id = $1', [id]),
  );
  await ask('container-manager', 'DELETE', `/internal/resources/${id}`);
}

/** `order` and `gapMs` may be given for a test that wants one certain case. */
async function inEitherOrder(
  { order, gapMs }: Record<string, unknown>,
  files: () => Promise<unknown>,
  rows: () => Promise<unknown>,
): Promise<void> {
  const filesFirst = order === undefined ? Math.random() < 0.5 : order === 'files-first';
  await (filesFirst ? files() : rows());
  await sleep(typeof gapMs === 'number' ? gapMs : Math.random() * 2000);
  await (filesFirst ? rows() : files());
}

async function isInstalled(id: string): Promise<boolean> {
  return (await rowsOf('select 1 from services where id = $1', [id])).length > 0;
}

async function writeFiles(id: string, name: string): Promise<void> {
  const definition = definitionOf(id, name);
  mkdirSync(`${folderOf(id)}/mappings`, { recursive: true });
  for (const endpoint of definition.endpoints) {
    writeFileSync(`${folderOf(id)}/mappings/${endpoint.replaceAll('/', '-')}.json`, JSON.stringify({ endpoint }), {
      mode: 0o640,
    });
  }
  writeFileSync(`${folderOf(id)}/service.json`, JSON.stringify(definition, null, 2));
  await ask('workbench', 'POST', `/internal/flows/${id}`, { body: definition });
}

async function removeFiles(id: string): Promise<void> {
  rmSync(folderOf(id), { recursive: true, force: true });
  await ask('workbench', 'DELETE', `/internal/flows/${id}`);
}

function writeRows(id: string, name: string): Promise<void> {
  return inTransaction(async (client) => {
    await client.query(sql.addService, [id, name, JSON.stringify(definitionOf(id, name))]);
    await client.query(`insert into service_resources (service_id, kind, name) values ($1, 'volume', 'data')`, [id]);
  });
}

async function makeResources(id: string): Promise<void> {
  await ask('container-manager', 'POST', `/internal/resources/${id}`);
}
