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
  'postgres.not-reached': {
    title: 'The PostgreSQL server at {address} does not answer: {detail}',
    cause:
      'The settings name it as the database of this installation. It is reached from the host that Docker runs on. Your data was not touched.',
    remedy:
      'See that the server runs, that its firewall lets this host in, and that host and port in Settings, Installation are right.',
    exit: 4,
  },
  'postgres.not-encrypted': {
    title: 'The PostgreSQL server at {address} does not offer encryption.',
    cause:
      'The settings want the way to it encrypted. Nothing was sent but that question, and your data was not touched.',
    remedy:
      'Switch ssl on in the server’s configuration, or choose in Settings, Installation to encrypt where the server offers it.',
    exit: 3,
  },
  'postgres.certificate-refused': {
    title: 'The certificate of the PostgreSQL server at {address} is not trusted: {detail}',
    cause:
      'The settings want it checked: who signed it, and that it bears the name of the host. No password was sent, and your data was not touched.',
    remedy:
      'Paste the certificate of the CA that signed it into Settings, Installation, and name the host there as the certificate names it. If it was right before, somebody may stand in between.',
    exit: 3,
  },
  'postgres.sign-in-refused': {
    title: 'The PostgreSQL server at {address} does not let {user} in: {detail}',
    cause: 'It answers, but refuses this user, this password or this host. Your data was not touched.',
    remedy:
      'Give the right user and password in Settings, Installation. Where the detail speaks of pg_hba.conf, the server must allow this host.',
    exit: 3,
  },
  'postgres.no-such-database': {
    title: 'The PostgreSQL server at {address} lacks a database: {detail}',
    cause: 'The settings name it to be backed up, or it was dropped meanwhile. Your data was not touched.',
    remedy: 'Correct the names in Settings, Installation; without any, all of the server are backed up.',
    exit: 3,
  },
  'postgres.too-old': {
    title: 'The server at {address} is PostgreSQL {version}; the oldest that can be backed up is {oldest}.',
    cause: 'Older servers do not tell what a consistent moment needs. Nothing was held.',
    remedy: 'Upgrade the server; {version} gets no security updates any more.',
    exit: 3,
  },
  'postgres.too-few-rights': {
    title: '{user} may not see enough of the PostgreSQL server {server}: {missing} is missing.',
    cause:
      'A backup reads every table, and must see what other clients are in the middle of: without that no moment could be called consistent. Nothing was held.',
    remedy:
      'Use a superuser, which a restore needs as well. For backups alone this is enough: GRANT pg_monitor, pg_read_all_data TO {user}.',
    exit: 3,
  },
  'postgres.no-tools': {
    title: 'There is no image with the tools of PostgreSQL {major} on this Docker.',
    cause:
      'A server outside Docker is dumped and loaded with pg_dump and pg_restore of its own major version, out of an image. Your data was not touched.',
    remedy: 'Fetch one (docker pull postgres:{major}) and try again.',
    exit: 3,
  },
  'postgres.tools-too-old': {
    title: 'The image {image} can’t dump its own server: that is PostgreSQL {major}, its pg_dump is {tools}.',
    cause:
      'pg_dump reads servers of its own major version and of older ones. It was asked before anything was held: the services ran all the time.',
    remedy:
      'Run the database from an image with the tools of its server, as postgres:{major} has them, then back up again. A restore needs pg_restore alone: it works without a safety backup.',
    exit: 3,
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
