import { describe, expect, it } from 'vitest';
import { type RunningContainer, stopList } from './stop-list.ts';

function container(service: string, mounts: Record<string, 'ro' | 'rw'>, onDevice = false): RunningContainer {
  const swapped = Object.entries(mounts).map(([volume, mode]) => ({ volume, readOnly: mode === 'ro', onDevice }));
  return { id: `id-${service}`, name: `shop_${service}_1`, service, paused: false, swapped };
}

const rules = { keepRunning: ['ingress'], order: ['auth', 'broker'], database: 'id-postgresql' };
const services = (entries: { container: RunningContainer }[]) => entries.map((entry) => entry.container.service);

describe('the list of what a restore stops', () => {
  it('has every container that mounts a swapped volume, read-only too, and no other', () => {
    const { stop } = stopList(
      [container('auth', { certs: 'ro' }), container('proxy', {}), container('flows', { data: 'rw' })],
      rules,
    );
    expect(services(stop)).toEqual(['auth', 'flows']);
  });

  it('leaves a service that keeps running as long as it mounts swapped volumes read-only', () => {
    const { stop, keep } = stopList([container('ingress', { certs: 'ro' })], rules);
    expect(services(stop)).toEqual([]);
    expect(services(keep)).toEqual(['ingress']);
    expect(services(stopList([container('ingress', { certs: 'ro', data: 'rw' })], rules).stop)).toEqual(['ingress']);
  });

  it('has readers of a folder on a device too: while one holds it, restarted ones get the old files', () => {
    expect(services(stopList([container('ingress', { certs: 'ro' }, true)], rules).stop)).toEqual(['ingress']);
  });

  it('never has the database, which must answer', () => {
    const { stop, keep } = stopList([container('postgresql', { certs: 'ro' })], rules);
    expect(services(stop)).toEqual([]);
    expect(services(keep)).toEqual(['postgresql']);
  });

  it('is in the order of the start, unnamed services last and always in the same order', () => {
    const running = ['zebra', 'broker', 'alpha', 'auth'].map((name) => container(name, { data: 'rw' }));
    expect(services(stopList(running, rules).stop)).toEqual(['auth', 'broker', 'alpha', 'zebra']);
    expect(services(stopList(running.toReversed(), rules).stop)).toEqual(['auth', 'broker', 'alpha', 'zebra']);
  });
});
