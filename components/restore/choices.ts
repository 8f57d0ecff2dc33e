/** What was decided so far; travels in the address, so that a reload or a link forgets nothing. */
export type Choices = {
  leaveStopped: boolean;
  trustForeign: boolean;
  /** What is there now is backed up first. */
  safetyBackup: boolean;
  /** Parts that come back alone, as `database` or `volume=NAME`; null: the whole archive. */
  only: string[] | null;
};

export const databasePart = 'database';
const volumePrefix = 'volume=';

export function volumePart(key: string): string {
  return `${volumePrefix}${key}`;
}

export function choicesIn(query: URLSearchParams): Choices {
  const only = query.getAll('only');
  return {
    leaveStopped: query.get('stopped') === '1',
    trustForeign: query.get('trust') === '1',
    safetyBackup: query.get('safety') !== '0',
    only: only.length > 0 ? only : null,
  };
}

/** The address of a screen of the wizard, with the choices. */
export function screenAddress(id: string, screen: 'contents' | 'preflight' | 'plan', choices: Choices): string {
  const query = new URLSearchParams();
  if (choices.leaveStopped) query.set('stopped', '1');
  if (choices.trustForeign) query.set('trust', '1');
  if (!choices.safetyBackup) query.set('safety', '0');
  for (const part of choices.only ?? []) query.append('only', part);
  const search = query.toString();
  return `/restore/${id}/${screen}${search ? `?${search}` : ''}`;
}

/** What a person reads of parts: the database, and volumes by name. */
export function partNames(only: readonly string[]): { database: boolean; volumes: string[] } {
  return {
    database: only.includes(databasePart),
    volumes: only.filter((part) => part.startsWith(volumePrefix)).map((part) => part.slice(volumePrefix.length)),
  };
}
