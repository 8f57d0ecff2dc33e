/**
 * The demo's product: one program that plays every service of a Connectware-shaped installation, each in a container of
 * its own: `node main.ts <role>`. Nothing writes to the database or a volume unless somebody acts (the broker aside).
 */
const roles: Record<string, () => Promise<{ start(): Promise<void> }>> = {
  'admin-web-app': () => import('./roles/admin-web-app.ts'),
  'auth-server': () => import('./roles/auth-server.ts'),
  connectware: () => import('./roles/connectware.ts'),
  'container-manager': () => import('./roles/container-manager.ts'),
  'ingress-controller': () => import('./roles/ingress-controller.ts'),
  'protocol-mapper': () => import('./roles/protocol-mapper.ts'),
  service: () => import('./roles/service.ts'),
  'service-manager': () => import('./roles/service-manager.ts'),
  'system-control-server': () => import('./roles/system-control-server.ts'),
  workbench: () => import('./roles/workbench.ts'),
};

const role = process.argv[2] ?? '';
const load = roles[role];
if (!load) {
  console.error(`No such role: "${role}". There are: ${Object.keys(roles).join(', ')}.`);
  process.exit(2);
}
process.once('SIGTERM', () => process.exit(0));
process.once('SIGINT', () => process.exit(0));
const service = await load();
try {
  await service.start();
  console.log(`${role} ${process.env.VERSION} runs.`);
} catch (error) {
  console.error(`${role} can't start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
