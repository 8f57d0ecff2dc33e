import { describe, expect, it } from 'vitest';
import type { Installation } from '../../installation/index.ts';
import { restartList } from './list.ts';
import { stateOf } from './states.ts';

const committedAt = '2026-03-01T12:00:00.000Z';
const before = '2026-03-01T11:00:00.000Z';
const after = '2026-03-01T12:00:05.000Z';

function installation(members: { service: string; running?: boolean; startedAt: string | null }[]): Installation {
  return {
    project: 'shop',
    profile: {
      restore: { keepRunning: [], order: [], restartReasons: { ingress: 'It still serves the old certificate.' } },
    },
    members: members.map((member) => ({
      running: true,
      ...member,
      id: member.service,
      name: `shop_${member.service}_1`,
    })),
    server: { container: { id: 'postgresql' } },
  } as unknown as Installation;
}

describe('the restart list', () => {
  it('has running services that started before the commit, with the profile’s reason or the usual one', () => {
    const list = restartList(
      installation([
        { service: 'ingress', startedAt: before },
        { service: 'proxy', startedAt: before },
      ]),
      { after: 'restore', committedAt },
    );
    expect(list.map(({ service, reason }) => [service, reason])).toEqual([
      ['ingress', 'It still serves the old certificate.'],
      ['proxy', 'Started before the restore'],
    ]);
  });

  it('has neither the database nor what is stopped nor what was started since', () => {
    const list = restartList(
      installation([
        { service: 'postgresql', startedAt: before },
        { service: 'stopped', running: false, startedAt: before },
        { service: 'never', startedAt: null },
        { service: 'fresh', startedAt: after },
      ]),
      { after: 'restore', committedAt },
    );
    expect(list).toEqual([]);
  });

  it('gets shorter by itself when somebody restarts a service by hand, which then counts as done', () => {
    const record = {
      project: 'shop',
      jobId: 'abcdefghijkl',
      committedAt,
      report: { undoes: 'zyxwvutsrqpo' },
      services: [
        { service: 'ingress', container: 'shop_ingress_1', startedAt: before },
        { service: 'auth', container: 'shop_auth_1', startedAt: after },
      ],
    } as unknown as Parameters<typeof stateOf>[0];
    const waiting = stateOf(
      record,
      installation([
        { service: 'ingress', startedAt: before },
        { service: 'auth', startedAt: after },
      ]),
    );
    expect(waiting).toMatchObject({ after: 'undo', required: [{ service: 'ingress' }], done: [] });
    const done = stateOf(
      record,
      installation([
        { service: 'ingress', startedAt: after },
        { service: 'auth', startedAt: after },
      ]),
    );
    expect(done).toMatchObject({ required: [], done: [{ service: 'ingress', startedAt: after }] });
  });
});
