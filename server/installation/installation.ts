import type { Profile } from './profile.ts';

/** A container of the installation, as inspected. */
export type Member = {
  id: string;
  /** Compose service, else the container's name. */
  service: string;
  name: string;
  image: string;
  labels: Record<string, string>;
  running: boolean;
  paused: boolean;
  /** ISO 8601; null when it never ran. */
  startedAt: string | null;
  /** Why it belongs to the installation. */
  reason: string;
  mounts: {
    kind: 'volume' | 'bind' | 'tmpfs';
    volume: string | null;
    source: string;
    target: string;
    readOnly: boolean;
  }[];
};

export type VolumeRole = 'included' | 'volatile' | 'excluded' | 'database';

export type InstallationVolume = {
  name: string;
  /** Compose key, else the real name. */
  key: string;
  role: VolumeRole;
  reason: string;
  driver: string;
  options: Record<string, string>;
  labels: Record<string, string>;
  createdAt: string;
  /** Host path of `_data`. */
  mountpoint: string;
  mountedAt: string[];
};

/** A database server of the installation, and the databases on it that are backed up. */
export type DatabaseServer = {
  /** Null: it runs outside this Docker, at the address that the settings name. */
  container: Member | null;
  /** What texts and archives call it: the container's compose service, else `host:port`. */
  name: string;
  /** Within the container's network; without a container as Docker's own host reaches it. */
  host: string;
  port: number;
  user: string;
  /** From the container's environment or its *_FILE, or from the settings; null when none is set. Never logged. */
  password: string | null;
  /** Known without asking the server. */
  databases: string[];
  /** Whether all others that hold somebody's data are backed up too. */
  othersToo: boolean;
  serverVersion: string;
  serverMajor: number;
  dataDirectory: string | null;
};

export type Writer = { member: Member; why: string };

/** A typed description of a compose project on a Docker endpoint, made afresh from Docker each time. */
export type Installation = {
  project: string;
  profile: Profile;
  /** Why it is this one. */
  profileReason: string;
  /** Of the product; null when it can't be told. */
  version: string | null;
  members: Member[];
  volumes: InstallationVolume[];
  server: DatabaseServer;
  writers: Writer[];
  /** What on the endpoint is not included, with the reason. */
  left: { name: string; reason: string }[];
  /** Working directory of the compose project on the host, where known. */
  folder: string | null;
};
