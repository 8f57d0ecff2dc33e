import type { CataloguedArchive, StoredJob } from '../../store/index.ts';
import type { Home } from './home-schema.ts';

const shown = 30;

/** The last 30 days (UTC), oldest first: each day's newest archive, or that its backups failed. */
export function daysOf(archives: CataloguedArchive[], backups: StoredJob[], now: Date): Home['days'] {
  return Array.from({ length: shown }, (_, index) => {
    const day = new Date(now.getTime() - (shown - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    const archive = archives.find((each) => each.createdAt.startsWith(day));
    const failed = backups.some((job) => job.state === 'failed' && job.createdAt.startsWith(day));
    return {
      day,
      verdict: archive?.verdict ?? (failed ? 'failed' : null),
      verified: archive !== undefined && ['verified', 'rehearsed', 'restored'].includes(archive.proof),
      archiveId: archive?.id ?? null,
    };
  });
}
