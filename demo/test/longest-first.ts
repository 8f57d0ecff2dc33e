import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of tests that take minutes, the longest first. */
const longest = [
  'server/engine/backup/backup.',
  'server/engine/majors.',
  'server/engine/restore/undo/undo.',
  'server/engine/restore/restore.',
  'bench/bench.',
  'server/engine/tcp-database.',
  'server/engine/restore/other-volumes.',
  'server/engine/import/import.',
  'server/engine/restore/partial.',
  'server/engine/backup/dockerd.',
  'server/helper/round-trip.',
];

/** The long ones begin first: one that began last would go on alone when all others are done. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((start) => moduleId.includes(start));
      return found === -1 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
