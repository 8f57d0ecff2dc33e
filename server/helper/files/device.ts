/** `major:minor` in decimal, from st_dev as the C library packs it. */
export function deviceText(dev: bigint): string {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn & 0xffffff00n);
  return `${major}:${minor}`;
}
