import type { Finding } from '../../../archive/finding.ts';
import type { Installation } from '../../../installation/index.ts';
import type { RestoreRecord } from '../../../store/index.ts';
import type { Kept } from '../kept.ts';
import { blockersInWords } from '../live/blockers.ts';
import { containerDown } from '../live/server.ts';
import { backupNeedsIt, leftAsItIs } from '../look/live-findings.ts';
import type { KeptDatabaseFacts, KeptFacts, KeptVolumeFacts } from './facts.ts';

const useSafetyBackup = 'Restore the safety backup that was taken before it instead.';

/** Only the newest swap of an installation can be taken back: an older one's live side is no longer the live one. */
export function judgeNewest({ jobId }: Pick<RestoreRecord, 'jobId'>, newest: RestoreRecord | undefined): Finding {
  const code = 'undo.newest';
  if (newest?.jobId === jobId)
    return { code, level: 'pass', text: 'It is the newest swap of this installation.', remedy: null };
  const text = `Another swap came after it (${newest?.jobId ?? 'unknown'}), so it can’t be taken back any more.`;
  return { code, level: 'refuse', text, remedy: useSafetyBackup };
}

/** Whether the kept side is whole, can take the live one's place now, and what goes then. */
export function judgeKept(
  kept: Kept,
  installation: Installation,
  { volumes, server }: KeptFacts,
  safetyBackup: boolean,
): Finding[] {
  return [
    judgeVolumes(volumes),
    ...judgeServer(kept, installation, server, safetyBackup),
    judgeLosses(volumes, server),
  ];
}

function judgeVolumes(volumes: KeptVolumeFacts[]): Finding {
  const code = 'undo.volumes';
  const broken = volumes.filter(({ whole }) => !whole).map(({ volume }) => volume.name);
  if (broken.length > 0) {
    const text = `Not as the swap left it, or gone: ${broken.join(', ')}. Somebody removed the volume, made it anew or moved its folders.`;
    return { code, level: 'refuse', text, remedy: useSafetyBackup };
  }
  return { code, level: 'pass', text: `The kept folders of ${volumes.length} volumes are there.`, remedy: null };
}

function judgeServer(
  kept: Kept,
  installation: Installation,
  server: KeptFacts['server'],
  safetyBackup: boolean,
): Finding[] {
  const { container, name } = installation.server;
  const goesBack = kept.intent.databases.length > 0;
  if (!server.up) {
    if (!goesBack && !safetyBackup) return [leftAsItIs(installation.server, server)];
    if (container && !container.running) {
      const text = `The database (${name}) is stopped. The undo starts it first.`;
      return [{ code: 'database.stopped', level: 'warn', text, remedy: null }];
    }
    const text = `The database (${name}) can’t be asked: ${server.why}.`;
    const mend = container ? containerDown.remedy : server.remedy;
    const remedy = goesBack ? mend : backupNeedsIt;
    return [{ code: 'database.down', level: 'refuse', text, remedy }];
  }
  return [
    ...(goesBack ? [judgeMajor(kept.serverMajor, installation.server.serverMajor)] : []),
    ...kept.intent.databases.map((swap) =>
      judgeDatabase(
        swap,
        server.databases.find(({ live }) => live === swap.live),
      ),
    ),
    ...server.databases.flatMap(judgeBlockers),
  ];
}

function judgeMajor(then: number, now: number): Finding {
  const code = 'postgres.major';
  if (then === now) return { code, level: 'pass', text: `PostgreSQL ${now}, as at the swap.`, remedy: null };
  const text = `The server was PostgreSQL ${then} at the swap and is ${now} now: the kept database is not in it.`;
  return { code, level: 'refuse', text, remedy: useSafetyBackup };
}

function judgeDatabase(
  { live, oldOid, newOid }: Kept['intent']['databases'][number],
  facts: KeptDatabaseFacts | undefined,
): Finding {
  const code = 'undo.database';
  if (facts?.liveOid === newOid && facts.keptOid === oldOid) {
    const text =
      oldOid === null ? `There was no ${live} before; the live one is put aside.` : `${live}: both are there.`;
    return { code, level: 'pass', text, remedy: null };
  }
  const what = facts?.liveOid === newOid ? 'its kept database is gone' : 'another database bears its name now';
  return { code, level: 'refuse', text: `${live}: ${what}.`, remedy: useSafetyBackup };
}

function judgeBlockers({ live, blockers }: KeptDatabaseFacts): Finding[] {
  const held = blockers ? blockersInWords(blockers) : [];
  if (held.length === 0) return [];
  return [
    {
      code: 'database.blocked',
      level: 'refuse',
      text: `${live} is held by ${held.join(', ')}, so it can’t be renamed.`,
      remedy: 'Commit or roll back the prepared transactions, end the slots’ readers, drop the subscriptions.',
    },
  ];
}

/** What was written since the swap leaves the live side; the safety backup keeps it. */
function judgeLosses(volumes: KeptVolumeFacts[], server: KeptFacts['server']): Finding {
  const code = 'undo.loses';
  const databases = server.up ? server.databases : [];
  const unknown = [
    ...volumes.filter(({ whole, changed }) => whole && changed === null).map(({ volume }) => volume.name),
    ...databases.filter(({ liveOid, moves }) => liveOid !== null && moves === null).map(({ live }) => live),
  ];
  const files = volumes.reduce((sum, { changed }) => sum + (changed?.count ?? 0), 0);
  const tables = databases.flatMap(({ moves }) => moves?.tables ?? []);
  const said = [
    ...(files > 0 ? [`${files} changed, new or removed entries in the volumes`] : []),
    ...(tables.length > 0 ? [`what was written to ${tables.map(({ name }) => name).join(', ')}`] : []),
    ...(unknown.length > 0 ? [`what was written to ${unknown.join(', ')}, which could not be counted`] : []),
  ];
  if (said.length === 0)
    return { code, level: 'pass', text: 'Nothing was written since the swap: nothing is lost.', remedy: null };
  const text = `What was written since the swap leaves the live side: ${said.join('; ')}.`;
  return { code, level: 'warn', text, remedy: 'The safety backup and the kept side of the undo hold it.' };
}
