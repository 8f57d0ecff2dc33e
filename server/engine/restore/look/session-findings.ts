import type { Finding } from '../../../archive/finding.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import type { Profile } from '../../../installation/index.ts';
import { hasTables } from '../stage/end-sessions.ts';

/** Whether the sign-ins that the archive brings back can be ended: the profile's statement needs its tables. */
export function judgeSessions(sessions: Profile['sessions'], { databases }: Pick<Manifest, 'databases'>): Finding[] {
  if (!sessions || databases.length === 0) return [];
  if (databases.some((database) => hasTables(database, sessions.tables))) return [];
  const wanted = sessions.tables.map(({ schema, name }) => `${schema}.${name}`).join(', ');
  return [
    {
      code: 'sessions.no-table',
      level: 'warn',
      text: `The archive has no table ${wanted}, so the product’s sign-in sessions can’t be ended: sign-ins from before the archive may work again.`,
      remedy: 'Change the passwords that matter after the restore, or end the sessions in the product itself.',
    },
  ];
}
