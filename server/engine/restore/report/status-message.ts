import type { Step } from '../../../contract/documents.ts';

export type StatusFacts = {
  project: string;
  /** The restore (or undo) that was taken back; `archiveCreatedAt` is when that was committed then. */
  undoes: string | null;
  archiveCreatedAt: string;
  archiveVersion: string | null;
  /** Only parts came back. */
  partial: boolean;
  volumes: number;
  databases: readonly string[];
  safetyBackup: string | null;
  /** ISO 8601; null when nothing is kept. */
  undoUntil: string | null;
  /** Services that did not come up, with why. */
  failures: readonly { service: string; why: string }[];
  noStart: boolean;
  sessionsEnded: number;
  warnings: readonly string[];
  steps: readonly Step[];
};

/** What the restore tells the person who asked for it: plain text, additional steps included. */
export function statusMessage(facts: StatusFacts): string {
  return [
    whatHolds(facts),
    ...whatCameBack(facts),
    ...(facts.sessionsEnded > 0
      ? [`${counted(facts.sessionsEnded, 'session')} of the installation ended: everybody signs in again.`]
      : []),
    ...(facts.undoUntil ? [`What was there before is kept until ${moment(facts.undoUntil)}.`] : []),
    ...(facts.safetyBackup ? [`The safety backup of it is ${facts.safetyBackup}.`] : []),
    ...(facts.noStart ? ['The services are stopped, as asked.'] : []),
    ...facts.warnings,
    ...facts.failures.map(({ service, why }) => `${service} did not come up: ${why}`),
    ...stepLines(facts.steps),
  ].join('\n');
}

function whatHolds({ project, undoes, partial, archiveCreatedAt, archiveVersion }: StatusFacts): string {
  const version = archiveVersion ? `, version ${archiveVersion}` : '';
  if (undoes)
    return `${partial ? `What restore ${undoes} had replaced of ${project}` : project} is as it was before ${moment(archiveCreatedAt)}${version}: restore ${undoes} was undone.`;
  if (partial) return `A part of ${project} is as it was at ${moment(archiveCreatedAt)}${version}.`;
  return `${project} is as it was at ${moment(archiveCreatedAt)}${version}.`;
}

function whatCameBack({ partial, volumes, databases }: StatusFacts): string[] {
  const database = databases.length > 0 ? `the database ${databases.join(', ')}` : null;
  const parts = [...(volumes > 0 ? [counted(volumes, 'volume')] : []), ...(database ? [database] : [])].join(' and ');
  if (!partial) return [`${parts} came back as one pair.`];
  return [`${parts} came back alone: files and database are no longer one pair.`];
}

function stepLines(steps: readonly Step[]): string[] {
  if (steps.length === 0) return ['Nothing else is to be done.'];
  return [
    'To be done now:',
    ...steps.flatMap(({ text, commands }, index) => [`${index + 1}. ${text}`, ...commands.map((line) => `   ${line}`)]),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2026-11-24 14:03:22 UTC` */
function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
