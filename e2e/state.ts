import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Stack } from '../demo/world.ts';

const run = promisify(execFile);
const options = { maxBuffer: 256 * 1024 * 1024, encoding: 'latin1', timeout: 60_000 } as const;

/** Everything of an installation that a restore must bring back, as text that can be compared line by line. */
export type State = { volumes: Record<string, string>; tables: Record<string, string> };

/** Volumes whose content is judged; the broker writes to its own all the time. */
export const judgedVolumes = ['certs', 'service-manager', 'systemControlServerData', 'workbench'];

/**
 * Reads volumes file by file (type, mode, owner, size, mtime, link target, link groups, xattrs and ACLs, SHA-256) and the
 * database table by table. Tokens of signed-in people are left out: a restore ends them on purpose.
 */
export async function readState(stack: Stack, services: readonly string[] = []): Promise<State> {
  const volumes: State['volumes'] = {};
  for (const key of judgedVolumes) volumes[key] = await volumeState(stack, stack.volume(key));
  for (const service of services) volumes[service] = await volumeState(stack, `${stack.project}-${service}-data`);
  return { volumes, tables: await tableState(stack) };
}

async function volumeState(stack: Stack, volume: string): Promise<string> {
  const docker = { ...options, env: { ...process.env, DOCKER_HOST: stack.dockerHost } };
  const { stdout } = await run('docker', ['volume', 'inspect', '--format', '{{.Mountpoint}}', volume], docker);
  const cwd = stdout.trim();
  const [entries, sums, xattrs] = await Promise.all([
    // Link groups: the number of names an inode has stands for the group; names of one group have equal sums and times.
    run('find', ['.', '-printf', '%p|%y|%m|%U|%G|%s|%T@|%l|%n\\0'], { ...options, cwd }),
    run('find', ['.', '-type', 'f', '-exec', 'sha256sum', '-z', '--', '{}', '+'], { ...options, cwd }),
    run('getfattr', ['-R', '-P', '-h', '-d', '-m', '-', '-e', 'hex', '--', '.'], { ...options, cwd }),
  ]);
  const lines = [...entries.stdout.split('\0').map(withoutFolderSize), ...sums.stdout.split('\0')];
  return [...lines.toSorted(), ...xattrs.stdout.split('\n\n').toSorted()].join('\n');
}

/** The size of a folder is the file system's own business. */
function withoutFolderSize(line: string): string {
  const fields = line.split('|');
  return fields[1] === 'd' ? fields.with(5, '-').join('|') : line;
}

async function tableState(stack: Stack): Promise<State['tables']> {
  const names = await query(
    stack,
    "select schemaname || '.' || tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1",
  );
  const tables: State['tables'] = {};
  for (const name of names.split('\n').filter((each) => each && !each.includes('token'))) {
    tables[name] = await query(stack, `select t::text from ${name} t order by 1`);
  }
  tables['(sequences)'] = await query(
    stack,
    'select schemaname, sequencename, last_value from pg_sequences order by 1, 2',
  );
  tables['(roles)'] = await query(
    stack,
    'select rolname, rolsuper, rolcanlogin, rolconnlimit from pg_roles order by 1',
  );
  return tables;
}

async function query(stack: Stack, sql: string): Promise<string> {
  const container = await stack.container('postgresql');
  const { stdout } = await run(
    'docker',
    ['exec', container, 'psql', '-X', '-A', '-t', '-U', 'cybus-admin', '-d', 'cybus_connectware', '-c', sql],
    { ...options, env: { ...process.env, DOCKER_HOST: stack.dockerHost } },
  );
  return stdout;
}
