import { stat } from 'node:fs/promises';
import type { RootIdentity } from '../protocol.ts';

/**
 * What tells a volume's folder from one that was made anew under its name: inodes are used again, so the birth time
 * belongs to it. File systems that know none say zero.
 */
export async function identityOf(root: string): Promise<RootIdentity> {
  const { ino, birthtimeNs } = await stat(root, { bigint: true });
  return { inode: ino.toString(), bornNs: birthtimeNs.toString() };
}

export function isSame(one: RootIdentity, other: RootIdentity): boolean {
  return one.inode === other.inode && one.bornNs === other.bornNs;
}
