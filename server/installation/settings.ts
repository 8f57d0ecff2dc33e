import type { SslMode } from '../contract/installations.ts';
import type { Strategy } from './profile.ts';

/** A PostgreSQL server that is reached by TCP. */
export type DatabasePlace = {
  /** As Docker's own host reaches it. */
  host: string;
  port: number;
  user: string;
  /** Never logged. */
  password: string;
  /** Those to be backed up; none: all that hold somebody's data. */
  databases: readonly string[];
  sslmode: SslMode;
  /** Whose signature on the server's certificate `verify-full` accepts, in PEM; null: the CAs that this machine trusts. */
  ca: string | null;
  /** As the server said when the place was saved. */
  serverVersion: string;
};

/** What an administrator changed about an installation. Patterns match real names, compose keys and services; `*` stands for anything. */
export type InstallationSettings = {
  /** Volumes or containers to add. */
  include: readonly string[];
  /** Volumes or containers to leave out. */
  exclude: readonly string[];
  /** Where the database is when it is no container of this Docker. */
  database?: DatabasePlace | null;
  /** Name of the profile to use; absent or null: the one that is detected. */
  profile?: string | null;
  /** Of the backup at hand; absent: the profile's. Some volumes play another role when nothing is held. */
  strategy?: Strategy;
};

export const noSettings: InstallationSettings = { include: [], exclude: [] };

/** Whether one of the names matches one of the patterns. Names of containers and volumes differ by case. */
export function matchesOne(patterns: readonly string[], ...names: string[]): boolean {
  return patterns.some((pattern) => names.some((name) => expressionOf(pattern).test(name)));
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
