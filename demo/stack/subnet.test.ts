import { expect, test } from 'vitest';
import { firstFree, overlaps, subnetsOfRoutes } from './subnet.ts';

test('subnets overlap when one lies within the other, whatever host bits they carry', () => {
  expect(overlaps('172.30.0.0/24', '172.16.0.0/12')).toBe(true);
  expect(overlaps('172.30.0.17/16', '172.30.255.0/24')).toBe(true);
  expect(overlaps('172.30.0.0/24', '172.30.1.0/24')).toBe(false);
  expect(overlaps('172.30.0.0/24', 'fd00::/64')).toBe(false);
});

test('the first subnet that nobody has is taken', () => {
  expect(firstFree(['172.30.0.0/24', '172.30.1.0/24'], ['172.30.0.0/28'])).toBe('172.30.1.0/24');
  expect(firstFree(['172.30.0.0/24'], ['172.0.0.0/8'])).toBeNull();
});

test('routes of the kernel are read as subnets, the default route aside', () => {
  const table = [
    'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask',
    'eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000',
    'br-1\t00001EAC\t00000000\t0001\t0\t0\t0\t00FFFFFF',
  ].join('\n');
  expect(subnetsOfRoutes(table)).toEqual(['172.30.0.0/24']);
});
