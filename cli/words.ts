import type { ArchiveId, JobId } from '../server/archive/ids.ts';
import type { Context } from './command.ts';
import { wrongUse } from './failure.ts';

/** Words of the command line as the ids they must be: a typing mistake ends here, before anything is asked. */

export function archiveId(word: string | undefined): ArchiveId {
  if (word === undefined || !/^\d{8}-\d{6}-[0-9a-f]{4}$/.test(word))
    throw wrongUse(`“${word}” is no archive’s id; ids look like 20240501-120000-3fa9. See holdfast list.`);
  return word as ArchiveId;
}

export function jobId(word: string | undefined): JobId {
  if (word === undefined || !/^[a-z0-9]{12}$/.test(word))
    throw wrongUse(`“${word}” is no job’s id; ids have twelve letters and digits. See holdfast jobs.`);
  return word as JobId;
}

export function role(word: string | undefined): 'viewer' | 'operator' | 'admin' {
  if (word === 'viewer' || word === 'operator' || word === 'admin') return word;
  throw wrongUse(`“${word ?? ''}” is no role: viewer, operator or admin.`);
}

/** Parts of an archive, each `database` or `volume=NAME`. */
export function parts(words: string[] | undefined): string[] | undefined {
  for (const word of words ?? []) {
    if (!/^(?:database|volume=.+)$/.test(word)) throw wrongUse(`“${word}” is no part: database, or volume=NAME.`);
  }
  return words;
}

/** What can't be taken back is asked for twice: by its name and by --yes. */
export function refuseWithoutYes({ options }: Context, what: string): void {
  if (!options.flag('yes')) throw wrongUse(`${what} Nothing was done; add --yes to do it.`);
}
