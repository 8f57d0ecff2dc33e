import type { ErrorEntry } from '../error.ts';

export const postgres = {
  'postgres.unreachable': {
    title: 'The PostgreSQL server in {container} does not answer: {detail}',
    cause:
      'Neither its port inside the container nor its socket took a connection for user {user}. Your data was not touched.',
    remedy:
      'See that the container runs and has finished starting. If it wants a password, it must stand in POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE of the container.',
    exit: 4,
  },
  'postgres.no-maintenance-database': {
    title: 'The server has neither of the databases postgres and template1 free to work from.',
    cause: 'A database can only be renamed by a session in another one. Nothing was changed.',
    remedy: 'Create one of them again (CREATE DATABASE postgres) and repeat the job.',
    exit: 3,
  },
  'postgres.bad-name': {
    title: 'The name {name} cannot be used on a PostgreSQL server.',
    cause:
      'It is empty, holds a zero byte or is longer than 63 bytes. PostgreSQL would cut it silently. Nothing was done with it.',
    remedy: 'Such a name comes from an archive that was altered or was not written by Holdfast: use another archive.',
    exit: 3,
  },
  'postgres.open-transaction': {
    title: 'A client of database {database} is in the middle of a change.',
    cause:
      'A table is locked by an open transaction, so that no consistent moment could be taken. Nothing was captured.',
    remedy:
      'Holdfast tries again by itself. If it stays so, look for a session that was left open in pg_stat_activity.',
    exit: 1,
  },
  'postgres.query-failed': {
    title: 'PostgreSQL refused {what}: {detail}',
    cause: 'The statement was rolled back. What came before it stays as it was.',
    remedy: 'Read the detail, which is the server’s own text, and the server’s log beside it.',
    exit: 1,
  },
  'postgres.dump-failed': {
    title: 'The dump of database {database} failed: {detail}',
    cause: 'pg_dump or the compression behind it did not end well. What was written was removed; the services run.',
    remedy:
      'Read the detail: a full disk, a broken table or a missing permission are the usual reasons. Then back up again.',
    exit: 1,
  },
  'postgres.dump-unreadable': {
    title: 'The dump of database {database} is not in PostgreSQL’s custom format.',
    cause: 'It begins otherwise than every such dump does. It was not loaded, and the live data was not touched.',
    remedy: 'Use another archive; this one was altered or written by another tool.',
    exit: 3,
  },
  'postgres.load-failed': {
    title: 'Database {database} could not be built from the archive ({step}): {detail}',
    cause: 'It was built beside the live one, which was not touched. The half database was dropped.',
    remedy:
      'Read the detail: an extension or a locale that this server lacks, or no space left, are the usual reasons. Then restore again.',
    exit: 1,
  },
  'postgres.no-scratch': {
    title: 'No scratch database could be made from the image {image}: {detail}',
    cause:
      'A rehearsal runs initdb and postgres of the database’s own image in a container of its own. The archive and the installation are as they were.',
    remedy: 'Read the detail. An image without a shell, initdb and postgres on its PATH can’t be rehearsed with.',
    exit: 3,
  },
  'postgres.still-in-use': {
    title: 'Database {database} is still in use: {detail}',
    cause: 'Somebody holds it so that it can’t be renamed. Old and new were not exchanged.',
    remedy: 'End what the detail names (a session, a prepared transaction, a replication slot) and repeat the job.',
    exit: 1,
  },
  'postgres.not-as-intended': {
    title: 'Database {database} is not the one this job was prepared for.',
    cause: 'It was exchanged, renamed or dropped since. Nothing was changed.',
    remedy: 'See who else works on this server, then start the job again.',
    exit: 3,
  },
} as const satisfies Record<string, ErrorEntry>;
