import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Docker } from '../../server/docker/connect.ts';
import { closureOf } from './closure.ts';
import { ensureImage } from './image.ts';
import { newOverlay, removeOverlay } from './overlay.ts';
import { type PostgresMajor, postgresFiles } from './postgres-majors.ts';
import { imageRoots } from './unpack.ts';

const shellTools = [
  'bash',
  'sh',
  'env',
  'id',
  'mkdir',
  'rmdir',
  'chmod',
  'chown',
  'find',
  'mv',
  'rm',
  'cat',
  'ls',
  'sync',
  'setpriv',
];

/** A PostgreSQL that behaves as the official image does: same entrypoint contract, paths, user id and variables. */
export async function ensurePostgresImage(docker: Docker, major: PostgresMajor = 15): Promise<string> {
  const { bins, folders, programs, roots } = await postgresFiles(major);
  const overlay = newOverlay('postgres', [{ name: 'postgres', id: 999, home: '/var/lib/postgresql' }]);
  try {
    overlay.copy('demo/images/postgres/docker-entrypoint.sh', 'usr/local/bin/docker-entrypoint.sh');
    overlay.makeFolder('docker-entrypoint-initdb.d', 0o755);
    const entries = await closureOf(
      {
        files: [...shellTools, 'sleep', 'zstd', 'sed', 'grep', ...programs],
        folders: [...folders, '/usr/share/zoneinfo', '/usr/lib/locale/C.utf8'],
      },
      roots,
    );
    const kept = entries.filter(({ name }) => !/llvm|\/bitcode\/|LLVM|\/man\/|zoneinfo\/(right|posix)\//.test(name));
    const sample = kept.find(({ name }) => name.endsWith('/postgresql.conf.sample'));
    if (!sample) throw new Error(`PostgreSQL ${major} has no postgresql.conf.sample here.`);
    const settings = readFileSync(path.join(sample.root, sample.name), 'utf8');
    overlay.write(sample.name, settings.replace(/^#listen_addresses = 'localhost'/m, "listen_addresses = '*'"));
    return await ensureImage(docker, {
      repository: 'holdfast-demo/postgres',
      entries: kept.filter((entry) => entry !== sample),
      overlay: overlay.folder,
      changes: [
        `ENV PATH=${bins.join(':')}:/usr/local/bin:/usr/bin:/usr/sbin`,
        `ENV LANG=C.UTF-8 PG_MAJOR=${major} PGDATA=/var/lib/postgresql/data POSTGRES_HOST_AUTH_METHOD=trust`,
        'VOLUME /var/lib/postgresql/data',
        'ENTRYPOINT ["docker-entrypoint.sh"]',
        'EXPOSE 5432',
        'CMD ["postgres"]',
      ],
    });
  } finally {
    removeOverlay(overlay);
  }
}

/** A persistent MQTT broker with VerneMQ's folders. */
export async function ensureBrokerImage(docker: Docker): Promise<string> {
  const overlay = newOverlay('broker');
  try {
    overlay.copy('demo/images/mosquitto/mosquitto.conf', 'etc/mosquitto/mosquitto.conf');
    overlay.makeFolder('vernemq/data', 0o755);
    overlay.makeFolder('vernemq/log', 0o755);
    return await ensureImage(docker, {
      repository: 'holdfast-demo/broker',
      entries: await closureOf({ files: ['mosquitto', 'bash', 'sh', 'cat', 'ls'], folders: [] }, imageRoots()),
      overlay: overlay.folder,
      changes: [
        'ENV PATH=/usr/local/bin:/usr/bin:/usr/sbin',
        'EXPOSE 1883',
        'CMD ["mosquitto", "-c", "/etc/mosquitto/mosquitto.conf"]',
      ],
    });
  } finally {
    removeOverlay(overlay);
  }
}
