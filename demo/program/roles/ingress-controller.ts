import { serve } from '../router.ts';

/** Which service answers which path. The ingress asks for it. */
const routing: [prefix: string, service: string][] = [
  ['/api/login', 'auth-server'],
  ['/api/logout', 'auth-server'],
  ['/api/me', 'auth-server'],
  ['/api/users', 'auth-server'],
  ['/api/roles', 'auth-server'],
  ['/api/services', 'service-manager'],
  ['/api/flows', 'workbench'],
  ['/api/containers', 'container-manager'],
  ['/api/volumes', 'container-manager'],
  ['/api/system', 'system-control-server'],
  ['/api/maintenance', 'system-control-server'],
  ['/', 'admin-web-app'],
];

export async function start(): Promise<void> {
  await serve([{ method: 'GET', path: /^\/internal\/routing$/, handle: () => ({ routing }) }], async () => null);
}
