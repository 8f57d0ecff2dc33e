import type { ErrorReport } from '../server/errors/error.ts';

/** 1 failed, 2 wrong use, 3 refused by a check, 4 not reachable. */
export type ExitCode = 1 | 2 | 3 | 4;

/** Ends the command with an exit code and a text for people on standard error. */
export class Failure extends Error {
  readonly exit: ExitCode;

  constructor(exit: ExitCode, text: string) {
    super(text);
    this.name = 'Failure';
    this.exit = exit;
  }
}

export const wrongUse = (text: string): Failure => new Failure(2, text);

/** The server's report as text: what happened, why, what to do. */
export function textOf(report: Pick<ErrorReport, 'title' | 'cause' | 'remedy'>): string {
  return `${report.title}\n${report.cause}\n${report.remedy}`;
}

export function exitOf(report: { exit: number }): ExitCode {
  return report.exit === 2 || report.exit === 3 || report.exit === 4 ? report.exit : 1;
}
