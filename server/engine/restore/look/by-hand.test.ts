import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { makingCommand } from './by-hand.ts';
import type { VolumeTarget } from './targets.ts';

const target = (archived: object, name = 'shop_data') =>
  ({
    name,
    live: null,
    place: null,
    archived: { driver: 'local', options: {}, labels: {}, ...archived },
  }) as VolumeTarget;

/** Words of a command as a shell takes them. */
const wordsOf = (command: string) =>
  execFileSync('sh', ['-c', `docker() { printf '%s\\n' "$@"; }; ${command}`])
    .toString()
    .trimEnd()
    .split('\n');

test('a volume that binds a folder is made with its options and its labels, under the project as it is called here', () => {
  const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.volume': 'data' };
  const options = { type: 'none', o: 'bind', device: '/srv/shop data' };
  expect(makingCommand(target({ options, labels }), 'store')).toBe(
    "docker volume create --driver local --opt type=none --opt o=bind --opt 'device=/srv/shop data' " +
      '--label com.docker.compose.project=store --label com.docker.compose.volume=data -- shop_data',
  );
});

test('whatever an archive says is one word of a shell, and no option of docker', () => {
  const options = { device: "/x'; touch /tmp/pwned; '$(id)" };
  const words = wordsOf(makingCommand(target({ driver: '`id`', options }, '--force'), 'shop'));
  expect(words).toEqual(['volume', 'create', '--driver', '`id`', '--opt', `device=${options.device}`, '--', '--force']);
});

test('passwords in options are not shown', () => {
  const options = { type: 'cifs', o: 'addr=nas,username=shop,password=hunter2,vers=3.0', secret: 'hunter3' };
  const command = makingCommand(target({ options }), 'shop');
  expect(command).toContain('o=addr=nas,username=shop,password=FILL-IN,vers=3.0');
  expect(command).not.toContain('hunter');
});
