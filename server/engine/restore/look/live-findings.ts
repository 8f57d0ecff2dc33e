import type { Finding } from '../../../archive/finding.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import type { DatabaseServer, Installation } from '../../../installation/index.ts';
import { judgeServer, judgeStructure, type StructureRelation } from '../../compatibility/index.ts';
import { blockersInWords } from '../live/blockers.ts';
import type { Down } from '../live/server.ts';
import { makingCommand } from './by-hand.ts';
import { judgeDatabaseDifferences } from './difference-findings.ts';
import type { Differences } from './differences.ts';
import type { DatabaseFacts, ServerFacts } from './server-facts.ts';
import type { VolumeTarget, VolumeTargets } from './targets.ts';

/**
 * What the installation's volumes say to a swap.
 * @param project as it is called here
 * @param partial only parts come back: it goes without saying that the others stay
 */
export function judgeVolumes({ targets, skipped, left }: VolumeTargets, project: string, partial: boolean): Finding[] {
  const findings = targets.flatMap((target) => [...onDevice(target), ...notMakeable(target, project)]);
  for (const { name, live } of skipped) {
    const text = `${name} is in the archive but ${live?.role === 'database' ? 'holds the database’s own files' : 'excluded'} here: it is not touched.`;
    findings.push({ code: 'volume.skipped', level: 'warn', text, remedy: null });
  }
  const made = targets.filter(({ live }) => live === null).map(({ name }) => name);
  if (made.length > 0) {
    const text = `Volumes that are gone are made anew: ${made.join(', ')}.`;
    findings.push({ code: 'volume.made', level: 'pass', text, remedy: null });
  }
  if (left.length > 0 && !partial) {
    const text = `Volumes that the archive does not have: ${left.map(({ name }) => name).join(', ')}. They stay as they are now, beside files and rows of then.`;
    findings.push({
      code: 'volume.left',
      level: 'warn',
      text,
      remedy: 'Look afterwards whether anything still needs them.',
    });
  }
  return findings;
}

function onDevice({ name, place }: VolumeTarget): Finding[] {
  if (!place || place.tag === '') return [];
  const text = `${name} stands in ${place.directory}/${place.live}: the new folder is made beside it there. Every container on it is stopped, readers too.`;
  return [{ code: 'volume.device', level: 'pass', text, remedy: null }];
}

/**
 * A volume that is gone is made as Docker makes one. With options of its own it might lead to any folder of the host. That
 * is not for an archive to say, and what the installation says can't be told without all of compose (variables, overrides).
 */
function notMakeable(target: VolumeTarget, project: string): Finding[] {
  const { name, live } = target;
  if (live !== null || isPlain(target)) return [];
  const { driver, options } = target.archived;
  const how = Object.keys(options).length > 0 ? `driver ${driver} with options` : `driver ${driver}`;
  return [
    {
      code: 'volume.not-makeable',
      level: 'refuse',
      text: `${name} is gone, and it used the ${how}: Holdfast does not make such a volume.`,
      remedy: `Make it yourself, then restore. docker compose up --no-start makes it as the compose file says; by hand, once you have seen that these options lead where they should and what they lead to is there: ${makingCommand(target, project)}`,
    },
  ];
}

const isPlain = ({ archived: { driver, options } }: VolumeTarget) =>
  driver === 'local' && Object.keys(options).length === 0;

export type ServerJudgement = { findings: Finding[]; structure: StructureRelation };

type Choices = {
  /** Only parts come back: no database may be among them. */
  partial: boolean;
  safetyBackup: boolean;
};

/** What the database's server says to the archive's databases. */
export function judgeDatabases(
  manifest: Manifest,
  installation: Installation,
  server: ServerFacts,
  { partial, safetyBackup }: Choices,
  differences: Differences,
): ServerJudgement {
  if (manifest.databases.length === 0 && !partial) {
    const text = 'The archive holds no database.';
    return {
      structure: 'unknown',
      findings: [{ code: 'database.none', level: 'refuse', text, remedy: 'Choose another archive.' }],
    };
  }
  if (!server.up) {
    const comesBack = manifest.databases.length > 0;
    const judge = comesBack ? judgeDown : safetyBackup ? judgeDownForBackup : leftAsItIs;
    return { structure: 'unknown', findings: [judge(installation.server, server)] };
  }
  const offered = { version: server.version, major: server.major, ...server.offer };
  const relations: StructureRelation[] = [];
  const findings = manifest.databases.flatMap((database) => {
    const facts = server.databases.find(({ name }) => name === database.name);
    if (facts?.oid === null) return [...judgeServer(database, offered), gone(database.name)];
    const found = differences.databases.find(({ name }) => name === database.name)?.structure ?? 'unknown';
    const structure = judgeStructure(database, found === 'unknown' ? null : found === 'different');
    relations.push(structure.relation);
    return [...judgeServer(database, offered), structure.finding, ...judgeBlockers(facts)];
  });
  findings.push(...judgeDatabaseDifferences(differences), ...databasesLeft(manifest, server.own, partial));
  if (!server.superuser && manifest.databases.length > 0) findings.push(noSuperuser(installation.server));
  const structure = relations.find((relation) => relation !== 'same') ?? (relations.length > 0 ? 'same' : 'unknown');
  return { findings, structure };
}

/** The installation's databases that the archive does not have. */
function databasesLeft({ databases }: Manifest, own: readonly string[], partial: boolean): Finding[] {
  const known = new Set(databases.map(({ name }) => name));
  const left = own.filter((name) => !known.has(name));
  if (left.length === 0 || partial) return [];
  const text = `Databases that the archive does not have: ${left.join(', ')}. They stay as they are now.`;
  return [{ code: 'database.left', level: 'warn', text, remedy: 'Look afterwards whether anything still needs them.' }];
}

function gone(name: string): Finding {
  return { code: 'database.gone', level: 'pass', text: `${name} is gone: it is made anew.`, remedy: null };
}

function judgeDown({ container, name }: DatabaseServer, { why, remedy }: Down): Finding {
  if (container && !container.running) {
    const text = `The database (${name}) is stopped. The restore starts it first.`;
    return { code: 'database.stopped', level: 'warn', text, remedy: null };
  }
  return {
    code: 'database.down',
    level: 'refuse',
    text: `The database (${name}) can’t be asked: ${why}.`,
    remedy: container
      ? 'Look at its log. When its data is damaged, give it a new, empty database volume, start it, then restore.'
      : remedy,
  };
}

/** Volumes alone come back; only the backup before asks it. */
function judgeDownForBackup(server: DatabaseServer, down: Down): Finding {
  const finding = judgeDown(server, down);
  if (finding.level !== 'refuse') return finding;
  return { ...finding, remedy: backupNeedsIt };
}

export const backupNeedsIt =
  'See to it, for the safety backup holds it too; or go on without a safety backup: the volumes alone do not need it.';

/** Volumes alone come back, and nothing is backed up before. */
export function leftAsItIs({ name }: DatabaseServer, { why }: Down): Finding {
  const text = `The database (${name}) could not be looked at: ${why}. Nothing of it comes back, so it is left as it is.`;
  return { code: 'database.left-down', level: 'warn', text, remedy: null };
}

function noSuperuser({ container, user }: DatabaseServer): Finding {
  return {
    code: 'database.user',
    level: 'refuse',
    text: `${user} is no superuser of the database’s server, so it can’t make databases as they were.`,
    remedy: container
      ? 'Give Holdfast the user that the database’s image was set up with (POSTGRES_USER).'
      : 'Name a superuser of the server in Settings, Installation; or restore the volumes alone and load the archive’s dump with the server’s own tools.',
  };
}

function judgeBlockers(facts: DatabaseFacts | undefined): Finding[] {
  const held = facts?.blockers ? blockersInWords(facts.blockers) : [];
  if (held.length === 0) return [];
  return [
    {
      code: 'database.blocked',
      level: 'refuse',
      text: `${facts?.name} is held by ${held.join(', ')}, so it can’t be renamed.`,
      remedy: 'Commit or roll back the prepared transactions, end the slots’ readers, drop the subscriptions.',
    },
  ];
}
