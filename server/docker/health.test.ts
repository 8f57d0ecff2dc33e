import type Dockerode from 'dockerode';
import { expect, test } from 'vitest';
import { judge } from './health.ts';

const now = Date.parse('2024-05-01T12:00:10Z');
const state = (more: object) =>
  ({
    Running: true,
    Restarting: false,
    Paused: false,
    StartedAt: '2024-05-01T12:00:00Z',
    ...more,
  }) as unknown as Dockerode.ContainerInspectInfo['State'];

test('a health check decides where there is one', () => {
  expect(judge(state({ Health: { Status: 'healthy' } }), now).ok).toBe(true);
  expect(judge(state({ Health: { Status: 'starting' } }), now).ok).toBe(false);
});

test('without one a container must have run for a moment', () => {
  expect(judge(state({}), now).ok).toBe(true);
  expect(judge(state({ StartedAt: '2024-05-01T12:00:09.9Z' }), now).ok).toBe(false);
});

test('a crashed container in Docker’s back-off is not up, though Docker calls it running', () => {
  expect(judge(state({ Restarting: true }), now).ok).toBe(false);
});
