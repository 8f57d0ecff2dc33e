/** Arithmetic on IPv4 subnets: "172.30.0.0/24". */
export function overlaps(left: string, right: string): boolean {
  const [a, b] = [rangeOf(left), rangeOf(right)];
  return a !== null && b !== null && a.first <= b.last && b.first <= a.last;
}

/** @param offered in order of preference. */
export function firstFree(offered: string[], taken: string[]): string | null {
  return offered.find((candidate) => !taken.some((each) => overlaps(candidate, each))) ?? null;
}

/** Subnets of the kernel's IPv4 routes (/proc/net/route: hexadecimal, little-endian); the default route covers nothing. */
export function subnetsOfRoutes(table: string): string[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([, destination, , , , , , mask]) => destination && mask && mask !== '00000000')
    .map(([, destination = '', , , , , , mask = '']) => `${dotted(destination)}/${bitsOf(mask)}`);
}

function rangeOf(subnet: string): { first: number; last: number } | null {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(subnet);
  if (!match) return null;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

function dotted(hex: string): string {
  return [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.');
}

function bitsOf(hex: string): number {
  return [...Number.parseInt(hex, 16).toString(2)].filter((bit) => bit === '1').length;
}
