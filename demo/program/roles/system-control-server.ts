import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ask } from '../ask.ts';
import { makeCertificates } from '../certificates.ts';
import { identifyByAuthServer } from '../people.ts';
import { Refusal, type Route, serve } from '../router.ts';

const version = process.env.VERSION;
const licenceFile = '/data/licence.json';

const services = [
  'admin-web-app',
  'auth-server',
  'connectware',
  'container-manager',
  'ingress-controller',
  'protocol-mapper',
  'service-manager',
  'workbench',
];

/** State of the system as a whole: certificates, licence, health, and what the product's own backup would say. */
export async function start(): Promise<void> {
  makeCertificates('/connectware_certs');
  if (!existsSync(licenceFile))
    writeFileSync(licenceFile, JSON.stringify({ holder: 'Example Works', edition: 'demo' }), { mode: 0o600 });
  await serve(routes, identifyByAuthServer);
}

const routes: Route[] = [
  {
    method: 'GET',
    path: /^\/api\/system\/info$/,
    handle: () => ({ version, licence: JSON.parse(readFileSync(licenceFile, 'utf8')) }),
  },
  { method: 'GET', path: /^\/api\/system\/health$/, handle: health },
  {
    method: 'GET',
    path: /^\/api\/maintenance\/db$/,
    needs: 'maintenance.read',
    // The misspelling is the product's. This demo never backs itself up.
    handle: () => ({ running: false, backup: { succeded: false, id: '' }, restore: { succeded: false, id: '' } }),
  },
];

async function health(): Promise<unknown> {
  const answers = await Promise.all(
    services.map((service) =>
      ask(service, 'GET', '/health').then(
        () => true,
        () => false,
      ),
    ),
  );
  const missing = services.filter((_, index) => !answers[index]);
  if (missing.length > 0) throw new Refusal(503, `Not healthy: ${missing.join(', ')}.`);
  return { status: 'healthy', services };
}
