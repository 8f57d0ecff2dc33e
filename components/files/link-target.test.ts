import { describe, expect, it } from 'vitest';
import { whereLeads } from './link-target.ts';

const workbench = { key: 'workbench', mountedAt: ['/data/.node-red'] };
const certs = { key: 'certs', mountedAt: ['/connectware_certs'] };
const one = { key: 'one', mountedAt: ['/shared'] };
const two = { key: 'two', mountedAt: ['/shared'] };
const all = [workbench, certs, one, two];

describe('a symbolic link in an archive', () => {
  it.each([
    ['current', 'projects/current', '../releases/1', { kind: 'volume', key: 'workbench', path: 'releases/1' }],
    ['another volume', 'ca.pem', '/connectware_certs/ca.pem', { kind: 'volume', key: 'certs', path: 'ca.pem' }],
    ['its own volume by its mount', 'x', '/data/.node-red/lib/a', { kind: 'volume', key: 'workbench', path: 'lib/a' }],
    ['another volume by climbing', 'x', '../../connectware_certs/k', { kind: 'volume', key: 'certs', path: 'k' }],
    ['no volume', 'sock', '/run/mapper.sock', { kind: 'outside' }],
    ['no volume, by climbing above the root', 'x', '../../../../etc', { kind: 'outside' }],
    ['a place that two volumes have', 'x', '/shared/a', { kind: 'unknown' }],
    ['a neighbour by name only', 'x', '/connectware_certs2/a', { kind: 'outside' }],
  ] as const)('leads to %s', (_, from, target, leads) => {
    expect(whereLeads(target, from, workbench, all)).toEqual(leads);
  });
});
