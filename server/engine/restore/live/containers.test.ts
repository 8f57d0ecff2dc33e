import { expect, it } from 'vitest';
import type { JobId } from '../../../archive/ids.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { SwapService } from '../swap/intent.ts';
import { startAsBefore } from './containers.ts';

const job = 'job' as JobId;
const deps = (docker: EngineDeps['docker']) => ({ docker }) as EngineDeps;
const service = { id: 'a', name: 'web', service: 'web', ran: 'running' } as SwapService;

/** Docker that answers no more at the very moment of a start: its being killed just then can't be timed. */
const dockerWhere = (start: () => Promise<void>) =>
  ({
    modem: { socketPath: '/gone' },
    getContainer: () => ({ inspect: async () => ({ Id: 'a' }), start }),
  }) as unknown as EngineDeps['docker'];

it('tells Docker that went away from a service that does not start', async () => {
  const cut = dockerWhere(() => Promise.reject(new Error('socket hang up')));
  await expect(startAsBefore(deps(cut), job, service)).rejects.toMatchObject({ code: 'docker.unreachable' });
  const refusing = dockerWhere(() => Promise.reject(Object.assign(new Error('no such device'), { statusCode: 500 })));
  await expect(startAsBefore(deps(refusing), job, service)).rejects.toMatchObject({ code: 'docker.start-failed' });
});
