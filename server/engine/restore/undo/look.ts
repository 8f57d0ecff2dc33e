import type { Finding } from '../../../archive/finding.ts';
import type { JobId } from '../../../archive/ids.ts';
import type { Step } from '../../../contract/documents.ts';
import { fail } from '../../../errors/error.ts';
import type { Installation } from '../../../installation/index.ts';
import { getRestore, listRestores, type RestoreRecord } from '../../../store/index.ts';
import { judgeProduct } from '../../compatibility/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { installationOf } from '../../installation-of.ts';
import { type Kept, keptSchema } from '../kept.ts';
import { whoStops } from '../look/look.ts';
import { judgeSafetyBackup } from '../look/safety-findings.ts';
import type { StopList } from '../look/stop-list.ts';
import { gatherKeptFacts, type KeptFacts } from './facts.ts';
import { judgeKept, judgeNewest } from './findings.ts';

/** Everything that is known before an undo is begun. */
export type UndoLook = {
  record: RestoreRecord;
  kept: Kept;
  installation: Installation;
  services: StopList;
  facts: KeptFacts;
  findings: Finding[];
  /** Additional steps of the profile's rules: the product may have been upgraded since the swap. */
  productSteps: Step[];
};

export type UndoInput = {
  /** The restore, or undo, to be taken back. */
  restore: string;
  noStart: boolean;
  /** Needs space in the store. */
  safetyBackup: boolean;
  job: JobId;
  /** The job's folder in the store. */
  folder: string;
};

/**
 * Looks whether the kept side is whole and what the live one would lose; changes nothing.
 * @throws `store.unknown`, `restore.nothing-kept`, `installation.…`
 */
export async function lookAtKept(deps: EngineDeps, input: UndoInput): Promise<UndoLook> {
  const record = await getRestore(deps.db, input.restore);
  if (record.kept === null) throw fail('restore.nothing-kept', { job: input.restore });
  const kept = keptSchema.parse(record.kept);
  const installation = await installationOf(deps, record.project);
  const [services, facts, swaps, safety] = await Promise.all([
    whoStops(deps, installation, kept.intent.volumes),
    gatherKeptFacts(deps, { ...input, kept, installation }),
    listRestores(deps.db, record.project),
    judgeSafetyBackup(deps, installation, input.safetyBackup),
  ]);
  const product = judgeProduct({
    rules: installation.profile.compatibility,
    archive: kept.liveVersion,
    live: installation.version,
    project: record.project,
    noStart: input.noStart,
  });
  const newest = swaps.find(({ committedAt }) => committedAt !== null);
  return {
    record,
    kept,
    installation,
    services,
    facts,
    productSteps: product.steps,
    findings: [
      judgeNewest(record, newest),
      ...judgeKept(kept, installation, facts, input.safetyBackup),
      inKeptWords(product.finding),
      ...safety,
    ],
  };
}

/** The rules between versions are written of archives; here the kept side stands in an archive's place. */
function inKeptWords(finding: Finding): Finding {
  return { ...finding, text: finding.text.replaceAll('he archive', 'he kept side').replace(/^Archive/, 'Kept side') };
}

/** @throws `undo.refused` with every finding that refuses. */
export function refuseUndo({ findings, record }: UndoLook): void {
  const against = findings.filter(({ level }) => level === 'refuse');
  if (against.length === 0) return;
  throw fail('undo.refused', {
    job: record.jobId,
    findings: against.map(({ text }) => text).join(' '),
    remedies: against.flatMap(({ remedy }) => remedy ?? []).join(' '),
  });
}
