import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../demo/clone.ts';

/** One round as it was measured: times in ms, sizes in bytes. Raw numbers are kept in git, a line a round. */
export type Round = {
  suite: string;
  scale: string;
  round: number;
  at: string;
  /** Of each side, its figures by name. */
  sides: Record<string, Record<string, number>>;
};

export const resultsFolder = path.join(root, 'bench/results');

const fileOf = (suite: string, scale: string) => path.join(resultsFolder, `${suite}-${scale}.jsonl`);

/** The rounds that were measured before: a run that was stopped goes on with the others. */
export function roundsOf(suite: string, scale: string): Round[] {
  const file = fileOf(suite, scale);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Round);
}

export function record(round: Round): void {
  mkdirSync(resultsFolder, { recursive: true });
  appendFileSync(fileOf(round.suite, round.scale), `${JSON.stringify(round)}\n`);
}
