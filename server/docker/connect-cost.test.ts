import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { connectDocker } from './connect.ts';

test('describing a request for the debug log costs nothing: the agent is one word, whatever hangs on it', () => {
  const { agent } = connectDocker('unix:///nowhere.sock').modem as unknown as { agent: object };
  expect(inspect(agent, { showHidden: true, depth: null })).toBe('Agent');
});
