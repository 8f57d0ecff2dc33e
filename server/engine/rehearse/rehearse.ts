import type { Finding } from '../../archive/finding.ts';
import type { RehearsalReport } from '../../contract/rehearsals.ts';
import { makeScratchVolume, type ScratchVolume } from '../../docker/index.ts';
import { HoldfastError, reportOf } from '../../errors/error.ts';
import { openScratchDatabase, type PostgresLink } from '../../postgres/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { checkArchiveFiles, startPack } from '../restore/stage/archive-files.ts';
import { lanes, sideBySide, volumeLanes } from '../restore/stage/lanes.ts';
import { sharesOf } from '../restore/stage/shares.ts';
import { tryAgreement } from './agreement.ts';
import { compareDatabase, type LoadedDatabase, loadDatabase, reportDatabase } from './database.ts';
import { findingsOf, refuse } from './findings.ts';
import { prospectOf } from './prospect.ts';
import { type Prospect, type RehearsalRun, stageNames } from './run.ts';
import { refuseWithoutSpace } from './space.ts';
import { rehearseVolumes } from './volume.ts';

type Checked = RehearsalReport['checked'];
type VolumeReport = Checked['volumes'][number];

/**
 * Restores the archive into scratch, compares, and removes everything.
 * @returns what was found, also of an archive that does not pass
 * @throws what kept it from being tried
 */
export async function rehearse(deps: EngineDeps, run: RehearsalRun): Promise<RehearsalReport> {
  const { progress, archive, signal } = run;
  progress.stage(stageNames.look, 'the archive, and what there is to rehearse it with');
  const prospect = await prospectOf(deps, run);
  await using scratch = new AsyncDisposableStack();
  const volumes: ScratchVolume[] = [];
  for (const position of archive.manifest.volumes.keys()) {
    volumes.push(scratch.use(await makeScratchVolume(deps, run.job, position)));
  }
  await refuseWithoutSpace(deps, run, volumes[0]);

  progress.stage(stageNames.server, `PostgreSQL of the image ${prospect.image}, without a network`);
  const { link } = scratch.use(
    await openScratchDatabase(deps, {
      image: prospect.image,
      user: prospect.cluster.readAs,
      folder: { job: run.job, path: run.folder },
      signal,
    }),
  );
  const report = await rehearseWith(deps, run, prospect, { volumes, link });
  progress.stage(stageNames.remove, 'scratch volumes and scratch server');
  await scratch.disposeAsync();
  return report;
}

type Place = { volumes: readonly ScratchVolume[]; link: PostgresLink };

async function rehearseWith(
  deps: EngineDeps,
  run: RehearsalRun,
  prospect: Prospect,
  place: Place,
): Promise<RehearsalReport> {
  const { archive, progress, signal } = run;
  const { id, manifest } = archive;
  const begun = performance.now();
  progress.stage(stageNames.build, `${manifest.volumes.length} volumes and ${manifest.databases.length} databases`);
  await using pack = await startPack(deps, run, archive);
  const altered = await alteredPart(() => checkArchiveFiles(pack, archive, run));
  if (altered) return failedEarly(run, prospect, altered);
  const read = performance.now();
  const reports: VolumeReport[] = [];
  const loaded: LoadedDatabase[] = [];
  const parts = { link: place.link, pack, cluster: prospect.cluster };
  const places = manifest.volumes.flatMap((volume, index) => {
    const scratch = place.volumes[index];
    return scratch ? [{ volume, into: { kind: 'volume' as const, volume: scratch.name } }] : [];
  });
  // Dealt out as a restore does: what is measured here is what a restore would take.
  await sideBySide<unknown>(
    [
      ...sharesOf(places, volumeLanes, ({ volume }) => volume).map((share) => async (each: AbortSignal) => {
        reports.push(...(await rehearseVolumes(deps, run, share, each)));
      }),
      ...manifest.databases.map((database, position) => async (each: AbortSignal) => {
        loaded[position] = await loadDatabase(deps, run, parts, database, position, each);
      }),
    ],
    lanes,
    signal,
  );
  const volumes = manifest.volumes.flatMap(({ key }) => reports.filter((report) => report.key === key));
  const built = performance.now();

  progress.stage(stageNames.compare, 'what came out with the archive');
  const differences = await oneByOne(loaded, (each) => compareDatabase(place.link, each, signal));
  const compared = performance.now();

  progress.stage(stageNames.try, 'constraints, indexes, and whether files and rows agree');
  const databases = await oneByOne(loaded, (each, index) =>
    reportDatabase(place.link, each, differences[index] ?? null, signal),
  );
  const agreement = await agreementOf(deps, run, prospect, place, { volumes, loaded });
  const checked: Checked = { volumes, databases, agreement };
  const findings = findingsOf(checked);
  const passed = findings.every(({ level }) => level !== 'refuse');
  const phases: RehearsalReport['phases'] = [
    { name: 'read', ms: Math.round(read - begun) },
    { name: 'build', ms: Math.round(built - read) },
    { name: 'compare', ms: Math.round(compared - built) },
  ];
  const restoreMs = passed ? phases.reduce((sum, { ms }) => sum + ms, 0) : null;
  return { archiveId: id, image: prospect.image, checked, findings, restoreMs, phases };
}

/** What the archive's files themselves have against it; null when they are what was sealed. */
async function alteredPart(check: () => Promise<void>): Promise<Finding | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'restore.altered') {
      return refuse('altered', reportOf(error).title);
    }
    throw error;
  }
}

function failedEarly({ archive }: RehearsalRun, { image }: Prospect, finding: Finding): RehearsalReport {
  const checked: Checked = { volumes: [], databases: [], agreement: null };
  return { archiveId: archive.id, image, checked, findings: [finding], restoreMs: null, phases: [] };
}

/** Null where there is no rule, or where one of the two sides did not come out. */
async function agreementOf(
  deps: EngineDeps,
  run: RehearsalRun,
  { profile }: Prospect,
  place: Place,
  { volumes, loaded }: { volumes: readonly VolumeReport[]; loaded: readonly LoadedDatabase[] },
): Promise<Checked['agreement']> {
  const rule = profile?.agreement;
  const index = volumes.findIndex(({ key, problem }) => key === rule?.volume && problem === null);
  const [volume, database] = [place.volumes[index], loaded[0]?.name];
  if (!rule || !volume || !database) return null;
  return tryAgreement(deps, run, rule, { volume, link: place.link, database });
}

async function oneByOne<Each, Result>(
  all: readonly Each[],
  work: (each: Each, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, each] of all.entries()) results.push(await work(each, index));
  return results;
}
