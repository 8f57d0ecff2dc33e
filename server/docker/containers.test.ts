import { expect, test } from 'vitest';
import type { Docker } from './connect.ts';
import { pauseContainers, unpauseContainers } from './containers.ts';

/** A Docker whose answers to pause and unpause are given one after another; null is a success. */
function dockerAnswering(answers: (Error | null)[]) {
  const asked: string[] = [];
  const act = (what: string) => async () => {
    asked.push(what);
    const answer = answers.shift();
    if (answer) throw answer;
  };
  const container = { pause: act('pause'), unpause: act('unpause'), inspect: async () => ({ Name: '/shop-web' }) };
  return { docker: { getContainer: () => container } as unknown as Docker, asked };
}
const refused = (text: string, statusCode = 500) =>
  Object.assign(new Error(`(HTTP code ${statusCode}) server error - ${text} `), { statusCode });
const cut = () => new Error('connect ECONNREFUSED /var/run/docker.sock');

test('a pause that runc gives up on a busy host is tried again', async () => {
  const { docker, asked } = dockerAnswering([refused('OCI runtime pause failed: unable to freeze: unknown'), null]);
  await pauseContainers(docker, ['a']);
  expect(asked).toEqual(['pause', 'pause']);
});

test('a pause that fails for another reason is not', async () => {
  const { docker, asked } = dockerAnswering([refused('Container a is not running', 409)]);
  await expect(pauseContainers(docker, ['a'])).rejects.toMatchObject({
    code: 'docker.pause-failed',
    params: { services: 'shop-web', detail: 'Container a is not running' },
  });
  expect(asked).toEqual(['pause']);
});

test('a thaw goes on while Docker does not answer', async () => {
  const { docker, asked } = dockerAnswering([cut(), cut(), null]);
  await unpauseContainers(docker, ['a']);
  expect(asked).toHaveLength(3);
});

test('a thaw that Docker refuses names the service', async () => {
  const { docker } = dockerAnswering([refused('no space left on device')]);
  await expect(unpauseContainers(docker, ['a'])).rejects.toMatchObject({
    code: 'docker.thaw-failed',
    params: { services: 'shop-web' },
  });
});
