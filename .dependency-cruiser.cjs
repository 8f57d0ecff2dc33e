// The rooms and who may enter whom. A room may import itself and the rooms below it in this list, never one above.
const rooms = [
  'app',
  'pages',
  'components',
  'server/start',
  'server/api',
  'server/engine',
  'server/installation',
  'server/postgres',
  'server/docker',
  'server/helper',
  'server/storage',
  'server/jobs',
  'server/auth',
  'server/store',
  'server/contract',
  'server/archive',
  'server/config',
  'server/errors',
];
const path = (room) => `^${room}/`;

/** Tests may reach for what they need to build a real world. */
const notTests = '\\.test\\.tsx?$|/testing/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: { pathNot: notTests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...rooms.slice(1).map((room, index) => ({
      name: `${room} imports downwards only`,
      severity: 'error',
      from: { path: path(room), pathNot: notTests },
      // jobs/contract.ts holds the interface that engines implement, and no more.
      to: { path: rooms.slice(0, index + 1).map(path), pathNot: '^server/jobs/contract\\.ts$' },
    })),
    {
      name: 'components talk tRPC only: the server is types to them',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the command line speaks HTTP only: the server is types to it',
      severity: 'error',
      from: { path: '^cli/', pathNot: notTests },
      to: { path: '^(server|app|components|demo)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the helper program needs no package: it runs in a small image',
      severity: 'error',
      from: { path: '^server/helper/', pathNot: notTests },
      to: { dependencyTypes: ['npm', 'npm-dev'] },
    },
    {
      name: 'the product does not know the demo',
      severity: 'error',
      from: { path: '^(app|components|server|cli)/', pathNot: notTests },
      to: { path: '^(demo|bench|e2e)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
