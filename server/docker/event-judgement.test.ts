import { expect, test } from 'vitest';
import { judgeEvents } from './event-judgement.ts';
import type { RawEvent } from './event-stream.ts';

const scope = { project: 'shop', containers: ['c1'], volumes: ['shop_data'], networks: ['n1'] };
const nobody = { containers: [], unpauses: [], stopped: [] };

function event(Type: string, Action: string, ID: string, Attributes: Record<string, string> = {}, ms = 1000): RawEvent {
  return { Type, Action, Actor: { ID, Attributes }, timeNano: ms * 1e6 };
}
const counted = (events: RawEvent[], own = nobody as Parameters<typeof judgeEvents>[2]) =>
  judgeEvents(events, scope, own).map(({ action, counted }) => `${action} ${counted}`);

test('a start, stop, die, kill, oom, restart, create and destroy count; exec, health and pause are listed only', () => {
  const actions = ['create', 'start', 'die', 'kill', 'oom', 'restart', 'stop', 'destroy'];
  expect(counted(actions.map((action) => event('container', action, 'c1')))).toEqual(actions.map((a) => `${a} true`));
  const listed = ['exec_start: sh', 'health_status: unhealthy', 'pause', 'attach'];
  expect(counted(listed.map((action) => event('container', action, 'c1')))).toEqual(listed.map((a) => `${a} false`));
});

test('an unpause counts unless it is ours', () => {
  const unpauses = [event('container', 'unpause', 'c1', {}, 1000), event('container', 'unpause', 'c1', {}, 2000)];
  expect(counted(unpauses, { ...nobody, unpauses: [{ from: 1990, to: 2010 }] })).toEqual([
    'unpause true',
    'unpause false',
  ]);
});

test('an unpause in the very ms in which its answer came is ours', () => {
  const late = event('container', 'unpause', 'c1', {}, 2000.7);
  expect(counted([late], { ...nobody, unpauses: [{ from: 1990, to: 2000 }] })).toEqual(['unpause false']);
});

test('a container that joined the project late counts, another project’s does not', () => {
  const label = (project: string) => ({ 'com.docker.compose.project': project, name: 'late' });
  expect(counted([event('container', 'start', 'c9', label('shop'))])).toEqual(['start true']);
  expect(counted([event('container', 'start', 'c9', label('other'))])).toEqual([]);
});

test('volumes and networks of the installation count, others do not', () => {
  expect(
    counted([
      event('volume', 'mount', 'shop_data', { container: 'c9' }),
      event('volume', 'create', 'shop_data'),
      event('volume', 'destroy', 'other'),
      event('network', 'connect', 'n1', { container: 'c9' }),
      event('network', 'connect', 'n2', { container: 'c9' }),
    ]),
  ).toEqual(['mount true', 'create false', 'connect true']);
});

test('what our own helpers do is left out', () => {
  const own = { ...nobody, containers: ['h1'] };
  expect(
    counted([event('volume', 'mount', 'shop_data', { container: 'h1' }), event('container', 'die', 'h1')], own),
  ).toEqual([]);
});

test('what follows from our own stops does not count, however late it is told; a start does', () => {
  const own = { ...nobody, stopped: ['c1'] };
  const told = [
    event('container', 'die', 'c1'),
    event('container', 'stop', 'c1'),
    event('volume', 'unmount', 'shop_data', { container: 'c1' }),
    event('network', 'disconnect', 'n1', { container: 'c1' }),
    event('container', 'start', 'c1'),
    event('network', 'disconnect', 'n1', { container: 'c9' }),
  ];
  const expected = ['die false', 'stop false', 'unmount false', 'disconnect false', 'start true', 'disconnect true'];
  expect(counted(told, own)).toEqual(expected);
});
