import type { ProfileInput } from '../profile.ts';

/**
 * Cybus Connectware, from its documentation and published compose files. [I] marks what is inferred: it holds in the
 * demo stack and may need a look at a real installation.
 */
export const connectware: ProfileInput = {
  name: 'connectware',
  title: 'Connectware',
  detect: { labels: ['io.cybus.connectware=core'] },
  memberLabels: ['io.cybus.'],
  version: { imageRepository: '(^|/)cybus/[^/]+$' },
  volumes: [
    {
      key: 'brokerData',
      role: 'volatile',
      strategies: ['observe'],
      reason: 'retained messages change all the time; without a hold they are captured but not judged',
    },
    { key: 'brokerLog', role: 'excluded', reason: 'the broker’s log, ephemeral: neither captured nor restored' },
  ],
  database: { match: { service: 'postgresql' }, name: 'cybus_connectware', user: 'cybus-admin' },
  strategy: 'pause',
  neverRest: ['brokerData'],
  agreement: {
    name: 'services',
    volume: 'service-manager',
    // [I] Where the service manager keeps definitions, and its table.
    glob: 'services/*/service.json',
    capture: '^services/([^/]+)/service\\.json$',
    query: 'select id from services',
  },
  restore: {
    keepRunning: ['admin-web-app', 'connectware', 'ingress-controller'],
    order: [
      'postgresql',
      'system-control-server',
      'container-manager',
      'auth-server',
      'broker',
      'protocol-mapper',
      'service-manager',
      'workbench',
      'doc-server',
      'admin-web-app',
      'ingress-controller',
      'connectware',
    ],
    restartReasons: {
      'admin-web-app': 'It was kept running so that the Admin UI stayed reachable, and has read the old certificates.',
      connectware: 'It was kept running to answer requests, and still uses the certificates from before the restore.',
      'ingress-controller':
        'It was kept running to answer requests, and still routes by the state from before the restore.',
    },
  },
  sessions: {
    // [I] The documentation says that sign-in tokens are listed in the database; the table's name is the demo's.
    statement: 'delete from tokens',
    tables: [{ schema: 'public', name: 'tokens' }],
    message: 'Everybody must sign in to the Admin UI again: sign-in tokens that the restored database held were ended.',
  },
  compatibility: [
    {
      from: '*',
      to: '*',
      relation: 'same',
      outcome: 'allow',
      text: 'Archive and installation are both of Connectware {to}.',
    },
    {
      from: '*',
      to: '*',
      relation: 'older-archive',
      outcome: 'steps',
      text: 'The archive is of Connectware {from}, the installation runs {to}. {to} migrates the older database when it starts.',
      steps: [
        {
          id: 'migrated',
          text: 'Wait until Connectware {to} has migrated the database of {from}: its services answer again.',
          commands: ['docker compose -p {project} logs --tail 100 auth-server', 'docker compose -p {project} ps'],
        },
        {
          id: 'restart',
          text: 'Restart the services that were kept running.',
          commands: ['holdfast restart --project {project}'],
        },
        {
          id: 'agents',
          text: 'Check the agents: each must run exactly version {to}. Agents that were registered after this backup was taken are unknown now; register them again.',
          commands: [],
        },
        {
          id: 'fresh-backup',
          text: 'Take a fresh backup: from now on the database has the structure of {to}.',
          commands: ['holdfast backup --project {project}'],
        },
      ],
    },
    {
      from: '*',
      to: '*',
      relation: 'newer-archive',
      outcome: 'refuse',
      text: 'The archive is of Connectware {from}, newer than the installed {to}. Databases are migrated forward only: the last version that can take this archive is {from}.',
      steps: [
        {
          id: 'install',
          text: 'Put Connectware {from} in place of {to}: shut the installation down and use the docker-compose.yml and .env of {from} (the archive’s own, where it carries them).',
          commands: ['docker compose -p {project} down', 'docker compose -p {project} pull'],
        },
        {
          id: 'start',
          text: 'Start it in version {from} with the restored database and volumes.',
          commands: ['docker compose -p {project} up -d'],
        },
        {
          id: 'agents',
          text: 'Check the agents: each must run exactly version {from}. Agents that were registered after this backup was taken are unknown now; register them again.',
          commands: [],
        },
        {
          id: 'fresh-backup',
          text: 'Take a fresh backup of version {from}.',
          commands: ['holdfast backup --project {project}'],
        },
      ],
    },
  ],
};
