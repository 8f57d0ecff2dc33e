/** How big an installation a round is measured on. */
export type Scale = {
  name: 'tiny' | 'usual' | 'large';
  /** Bytes and files of all volumes together. */
  bytes: number;
  files: number;
  /** Bytes of the database's big table. */
  databaseBytes: number;
};

export const scales: readonly Scale[] = [
  { name: 'tiny', bytes: 40 * 2 ** 20, files: 1000, databaseBytes: 2_000_000 },
  { name: 'usual', bytes: 2 * 2 ** 30, files: 20_000, databaseBytes: 20_000_000 },
  { name: 'large', bytes: 10 * 2 ** 30, files: 200_000, databaseBytes: 500_000_000 },
];

/** @throws when there is no such scale. */
export function scaleNamed(name: string): Scale {
  const found = scales.find((each) => each.name === name);
  if (!found) throw new Error(`A scale is one of ${scales.map((each) => each.name).join(', ')}, not "${name}".`);
  return found;
}
