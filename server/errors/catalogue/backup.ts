import type { ErrorEntry } from '../error.ts';

export const backup = {
  'backup.database-stopped': {
    title: 'The database container {service} is stopped.',
    cause: 'Only a running server can give a consistent dump. Nothing was copied.',
    remedy: 'Start it (docker compose start {service}) and back up again.',
    exit: 3,
  },
  'backup.no-space': {
    title: 'The store has {free} bytes left; this backup needs about {needed}.',
    cause: 'The need is that of the last backup. Nothing was copied, and the archives in the store are untouched.',
    remedy: 'Delete archives that are no longer needed, or give the store more space.',
    exit: 3,
  },
  'backup.never-still': {
    title: 'In {tries} tries no moment was found in which the database could be locked.',
    cause: 'Each time a service was in the middle of a change: {reason}. All services run; no archive was made.',
    remedy: 'Look for a transaction that stays open (select * from pg_stat_activity), end it, and back up again.',
    exit: 1,
  },
  'backup.docker-lost': {
    title: 'The connection to Docker was lost while services were held for this backup.',
    cause:
      'Docker was stopped, restarted or killed just then. All {services} services that ran before run again; no archive was made.',
    remedy: 'See why Docker ended (journalctl -u docker), then back up again.',
    exit: 1,
  },
  'backup.interrupted': {
    title: 'Holdfast was stopped while this backup ran.',
    cause: 'No archive was made; what had been copied is removed. Every service that was held runs again.',
    remedy: 'Back up again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
