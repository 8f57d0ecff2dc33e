import type { Manifest } from '../../../archive/manifest.ts';
import type { Plan } from '../../../contract/restores.ts';
import { type Database, expectedStageMs, type RestoreRecord, stagesOf } from '../../../store/index.ts';
import { stageNames as rehearsal } from '../../rehearse/run.ts';
import { stageNames } from '../stages.ts';

export type Estimate = Pick<Plan, 'phases' | 'downtimeMs' | 'totalMs' | 'estimatedFrom' | 'safetyBackupMs'>;

/** Stages in which the stopped services are down. */
const down: ReadonlySet<string> = new Set([
  stageNames.stop,
  stageNames.fence,
  stageNames.replace,
  stageNames.commit,
  stageNames.place,
  stageNames.start,
]);

/** Stages in which the database takes no connections: all that is noticed where no service is stopped. */
const closed: ReadonlySet<string> = new Set([stageNames.fence, stageNames.commit]);

const texts: Record<string, string> = {
  [stageNames.look]: 'archive and installation are looked at',
  [stageNames.safety]: 'what is there now is backed up and pinned',
  [stageNames.stage]: 'files and database are built beside the live ones',
  [stageNames.compare]: 'both are compared with the archive',
  [stageNames.stop]: 'services stop in order',
  [stageNames.fence]: 'the old side is closed, so that nobody can start a mixed pair',
  [stageNames.replace]: 'files of volumes that can’t be swapped are replaced where they are',
  [stageNames.commit]: 'one transaction decides',
  [stageNames.place]: 'the new files take their places',
  [stageNames.start]: 'services start in order',
  [stageNames.check]: 'services come up and the result is checked',
};

/** Bytes a second when nothing was measured here yet: measured on two cores, disk and other work beside it. */
const bytesPerSecond = 60_000_000;
const databaseBytesPerSecond = 90_000_000;

/** What its length follows from. */
type Sizes = {
  manifest: Pick<Manifest, 'volumes' | 'databases'>;
  /** How many are stopped. */
  services: number;
  safetyBackup: boolean;
  /** They are left stopped after the swap: nothing is started, nor waited for. */
  noStart: boolean;
  /** Of volumes whose files are replaced in place, in the downtime. */
  inPlaceBytes: number;
};

type About = Sizes & { project: string };

/** How long each phase takes: from earlier restores of this project, else from rehearsals of its archives, else by size. */
export async function estimate(db: Database, about: About): Promise<Estimate> {
  const { project } = about;
  const measured = await expectedStageMs(db, 'restore', project);
  const safetyMs = await usualBackupMs(db, project);
  const rehearsed = await expectedStageMs(db, 'rehearse', project);
  const defaults = { ...defaultsFor(about, safetyMs), ...fromRehearsals(rehearsed) };
  const phases = phasesOf(about, (name) => measured.get(name) ?? defaults[name] ?? 0);
  return {
    phases,
    totalMs: phases.at(-1)?.toMs ?? 0,
    downtimeMs: downtimeOf(phases, about),
    safetyBackupMs: safetyMs,
    estimatedFrom: sourceOf(measured, rehearsed),
  };
}

type Phase = Plan['phases'][number];

function phasesOf(about: Sizes, lengthOf: (stage: string) => number): Phase[] {
  const skipped = skippedStages(about);
  let at = 0;
  return Object.values(stageNames)
    .filter((name) => name in texts && !skipped.has(name))
    .map((name) => {
      const fromMs = at;
      at += lengthOf(name);
      return { name, text: texts[name] ?? '', fromMs, toMs: at, down: about.services > 0 && down.has(name) };
    });
}

/** While services are stopped, or until the end where they are left so; where none is, while the database takes no connections. */
function downtimeOf(phases: readonly Phase[], { services, manifest }: Sizes): number {
  const closes = manifest.databases.length > 0;
  const counts = ({ name, down }: Phase) => (services > 0 ? down : closes && closed.has(name));
  return phases.filter(counts).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** Stages of which there is nothing to do. */
function skippedStages({ services, safetyBackup, noStart, inPlaceBytes }: Sizes): ReadonlySet<string> {
  return new Set<string>([
    ...(safetyBackup ? [] : [stageNames.safety]),
    ...(services > 0 ? [] : [stageNames.stop, stageNames.start]),
    ...(noStart ? [stageNames.start, stageNames.check] : []),
    ...(inPlaceBytes > 0 ? [] : [stageNames.replace]),
  ]);
}

/** They build and compare the same pair by the same code, in scratch containers. */
function fromRehearsals(measured: ReadonlyMap<string, number>): Record<string, number> {
  const build = measured.get(rehearsal.build);
  const compare = measured.get(rehearsal.compare);
  return {
    ...(build === undefined ? {} : { [stageNames.stage]: build }),
    ...(compare === undefined ? {} : { [stageNames.compare]: compare }),
  };
}

function sourceOf(restored: ReadonlyMap<string, number>, rehearsed: ReadonlyMap<string, number>): string {
  if (restored.size > 0) return 'earlier restores of this installation';
  return rehearsed.size > 0
    ? 'rehearsals of this installation’s archives; nothing was restored here yet'
    : 'sizes and usual speeds: nothing was restored here yet';
}

/** How long earlier backups of this project took; null: there was none. */
export async function usualBackupMs(db: Database, project: string): Promise<number | null> {
  const stages = await expectedStageMs(db, 'backup', project);
  return stages.size > 0 ? [...stages.values()].reduce((sum, ms) => sum + ms, 0) : null;
}

/** Downtime of a swap back: as that of the swap it takes back, of which the start does not count where nothing is started. */
export async function downtimeLike(
  db: Database,
  { jobId, report }: Pick<RestoreRecord, 'jobId'> & { report: Pick<RestoreRecord['report'], 'downtimeMs'> },
  { services, noStart }: Pick<Sizes, 'services' | 'noStart'>,
): Promise<number> {
  if (report.downtimeMs === null) return usualDowntimeMs(services, { noStart });
  const start = noStart ? (await stagesOf(db, jobId)).find(({ name }) => name === stageNames.start) : undefined;
  if (!start?.startedAt || !start.finishedAt) return report.downtimeMs;
  return report.downtimeMs - (Date.parse(start.finishedAt) - Date.parse(start.startedAt));
}

/** Downtime where none was measured: what services usually take to stop and start, and the swap between. */
export function usualDowntimeMs(services: number, { noStart = false } = {}): number {
  const about = { manifest: { volumes: [], databases: [] }, services, safetyBackup: false, noStart, inPlaceBytes: 0 };
  const usual = defaultsFor(about, null);
  return downtimeOf(
    phasesOf(about, (name) => usual[name] ?? 0),
    about,
  );
}

function defaultsFor({ manifest, services, inPlaceBytes }: Sizes, safetyMs: number | null): Record<string, number> {
  const files = manifest.volumes.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = manifest.databases.reduce((sum, { bytes }) => sum + bytes, 0);
  const staging = 1000 * Math.max(files / bytesPerSecond, rows / databaseBytesPerSecond);
  return {
    [stageNames.look]: 2000,
    [stageNames.safety]: safetyMs ?? Math.round(staging) + 3000,
    [stageNames.stage]: Math.round(staging) + 2000,
    [stageNames.compare]: 500,
    [stageNames.stop]: 1000 * services,
    [stageNames.fence]: 200,
    [stageNames.replace]: Math.round((1000 * inPlaceBytes) / bytesPerSecond) + 1000,
    [stageNames.commit]: 50,
    [stageNames.place]: 100,
    [stageNames.start]: 2000 + 500 * services,
    [stageNames.check]: 500,
  };
}
