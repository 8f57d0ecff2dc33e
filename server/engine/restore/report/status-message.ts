import type { Step } from '../../../contract/documents.ts';

export type StatusFacts = {
  project: string;
  archiveCreatedAt: string;
  archiveVersion: string | null;
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
    `${facts.project} is as it was at ${moment(facts.archiveCreatedAt)}${facts.archiveVersion ? `, version ${facts.archiveVersion}` : ''}.`,
    `${counted(facts.volumes, 'volume')} and the database ${facts.databases.join(', ')} came back as one pair.`,
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
