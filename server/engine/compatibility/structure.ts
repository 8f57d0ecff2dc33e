import type { Finding } from '../../archive/finding.ts';
import type { ManifestDatabase } from '../../archive/manifest.ts';

export type StructureRelation = 'same' | 'different' | 'unknown';

/** @param differs whether the live structure is another one; null when it could not be read or there is none. */
export function judgeStructure(
  database: Pick<ManifestDatabase, 'name'>,
  differs: boolean | null,
): { finding: Finding; relation: StructureRelation } {
  const code = 'database.structure';
  if (differs === null) {
    const text = `The live structure of ${database.name} could not be read, so it could not be compared.`;
    return { relation: 'unknown', finding: { code, level: 'warn', text, remedy: null } };
  }
  if (!differs) {
    const text = `${database.name} has the archive’s structure: the same tables, columns and constraints.`;
    return { relation: 'same', finding: { code, level: 'pass', text, remedy: null } };
  }
  return {
    relation: 'different',
    finding: {
      code,
      level: 'warn',
      text: `${database.name} has another structure than the archive’s. It comes back as it was then; the product’s own migration brings it up to date when its services start.`,
      remedy: 'After the restore, look at the services’ logs for their migration.',
    },
  };
}
