import type { JobId } from '../archive/ids.ts';
import { appendLog, beginStage, type Database, endStage, type LaneNumbers, writeLanes } from '../store/index.ts';
import type { Advance, LogLevel, Progress } from './contract.ts';
import { redact } from './redact.ts';

/** Lanes are written four times a second at most: a helper reports far more often, and each write is an fsync. */
const lanesEveryMs = 250;

export type Recorder = Progress & {
  /** Writes what is left and marks the running stage. Nothing is recorded after it. */
  end(state: 'done' | 'failed'): Promise<void>;
};

/**
 * Progress of a job, kept in SQLite: stages and log lines at once and in order, numbers now and then. A write that
 * fails is told to `onError` and never reaches the engine: work doesn't fail because it could not be told.
 */
export function recorder(db: Database, id: JobId, onError: (error: unknown) => void): Recorder {
  let queue: Promise<void> = Promise.resolve();
  let stage = '';
  let ended = false;
  const waiting = new Map<string, LaneNumbers>();
  const firsts = new Map<string, Date>();
  let timer: NodeJS.Timeout | undefined;

  const write = (work: () => Promise<void>) => {
    queue = queue.then(work).catch(onError);
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const lanes = [...waiting.values()];
    waiting.clear();
    write(() => writeLanes(db, id, lanes));
  };

  return {
    stage(name, detail) {
      if (ended) return;
      flush();
      stage = name;
      const at = new Date();
      write(() => beginStage(db, id, name, detail === undefined ? null : redact(detail), at));
    },
    advance({ lane = '', ...numbers }: Advance) {
      if (ended) return;
      const key = `${stage}\0${lane}`;
      const at = new Date();
      if (!firsts.has(key)) firsts.set(key, at);
      const before = waiting.get(key);
      waiting.set(key, {
        stage,
        lane,
        numbers: { ...before?.numbers, ...numbers },
        firstAt: firsts.get(key) ?? at,
        lastAt: at,
      });
      timer ??= setTimeout(flush, lanesEveryMs);
    },
    log(source: string, text: string, level: LogLevel = 'info') {
      if (ended) return;
      const at = new Date();
      write(() => appendLog(db, id, { source, level, text: redact(text) }, at));
    },
    async end(state) {
      ended = true;
      flush();
      const at = new Date();
      write(() => endStage(db, id, state, at));
      await queue;
    },
  };
}
