import type { Cluster } from '../../../postgres/index.ts';
import { appendJournal } from '../../../store/index.ts';
import { together } from '../../backup/together.ts';
import { originOf } from '../../catalogue.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { type Reach, reach } from '../live/reach.ts';
import type { Look } from '../look/look.ts';
import type { RestoreRun } from '../run.ts';
import { stageNames } from '../stages.ts';
import type { Staging } from '../swap/intent.ts';
import { checkArchiveFiles, readArchivedCluster, startPack } from './archive-files.ts';
import { type StagedPart, stageOne } from './database.ts';
import { lanes, sideBySide, volumeLanes } from './lanes.ts';
import { sharesOf } from './shares.ts';
import { readyVolumes, type StagedVolume, stageVolumes } from './volume.ts';

/** The whole new side, complete on disk beside the live one. Everything still runs. */
export type Staged = { reach: Reach; volumes: StagedVolume[]; databases: StagedPart[]; cluster: Cluster };

/** Builds the new side. @throws whatever goes wrong; the journal names what may have to be removed then */
export async function stage(deps: EngineDeps, run: RestoreRun, looked: Look): Promise<Staged> {
  const { archive, manifest, installation } = looked;
  const own = originOf(deps, archive) !== 'foreign';
  run.progress.stage(
    stageNames.stage,
    `${looked.volumes.targets.length} volumes and ${manifest.databases.length} databases, beside the live ones`,
  );
  await appendJournal(deps.db, run.job, 'staging', stagingOf(run, looked));
  await using reading = new AsyncDisposableStack();
  await using opened = new AsyncDisposableStack();
  const startReading = async () => {
    const pack = reading.use(await startPack(deps, run, archive));
    await checkArchiveFiles(pack, archive, run);
    return pack;
  };
  const reachTargets = async () => {
    const ready = await readyVolumes(deps, installation.project, looked.volumes.targets);
    const names = manifest.databases.map(({ name }) => name);
    const server = names.length > 0 ? installation.server : null;
    const spec = { job: run.job, server, folder: run.folder, progress: run.progress };
    const reached = opened.use(await reach(deps, { ...spec, volumes: ready, databases: names }));
    return { ready, reached };
  };
  const [pack, { ready, reached }] = await together([startReading(), reachTargets()]);
  const cluster = await readArchivedCluster(archive);

  const volumes: StagedVolume[] = [];
  const databases: StagedPart[] = [];
  const parts = { reach: reached, pack, cluster };
  await sideBySide<unknown>(
    [
      ...sharesOf(ready, volumeLanes, ({ target }) => target.archived).map((share) => async (signal: AbortSignal) => {
        volumes.push(...(await stageVolumes({ ...deps, swap: reached.swap, archive, own }, run, share, signal)));
      }),
      ...manifest.databases.map((database, position) => async (signal: AbortSignal) => {
        databases[position] = await stageOne(deps, run, parts, database, position, signal);
      }),
    ],
    lanes,
    run.signal,
  );
  opened.move();
  const inOrder = ready.flatMap(({ name }) => volumes.filter(({ swap }) => swap.name === name));
  return { reach: reached, volumes: inOrder, databases, cluster };
}

function stagingOf(run: RestoreRun, looked: Look): Staging {
  return {
    job: run.job,
    project: looked.installation.project,
    volumes: looked.volumes.targets.map(({ name, live, place }) => ({ name, made: live === null, place })),
    loads: looked.manifest.databases.length > 0,
  };
}
