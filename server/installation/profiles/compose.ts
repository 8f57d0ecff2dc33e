import type { ProfileInput } from '../profile.ts';

/** Any compose project with a PostgreSQL server: everything is discovered, and whoever can reach the database is held. */
export const compose: ProfileInput = {
  name: 'compose',
  title: 'Compose project',
  detect: { labels: [] },
  networkNeighboursWrite: true,
};
