import type { Evidence } from './types.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 10, 24, 11, 0, 0) + ms).toISOString();

/** Evidence of a clean backup of 157 s: held from 108,000 to 108,412 ms, all of it still for the middle 315 ms. */
export function cleanEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    formatVersion: 1,
    verdict: 'guaranteed',
    reasons: [],
    strategy: 'pause',
    startedAt: at(0),
    frozenAt: at(108_038),
    thawedAt: at(108_353),
    sealedAt: at(157_000),
    settle: { from: at(97_000), to: at(101_000), settled: true, waitedFor: [] },
    attempts: [{ from: at(108_000), to: at(108_412), outcome: 'taken', reason: null }],
    steps: [],
    writers: [{ service: 'broker', container: 'broker-1', why: 'mounts brokerData' }],
    alreadyPaused: [],
    pauseMs: 38,
    thawMs: 59,
    volumes: [
      {
        volume: 'p_certs',
        key: 'certs',
        role: 'included',
        preCopy: { from: at(3_000), to: at(4_000), entries: 38, bytes: 214_000, stored: 188_000 },
        full: 'there is no earlier archive to go on from',
        look: { from: at(108_050), to: at(108_200) },
        delta: { from: at(108_200), to: at(108_210), changed: 0, deleted: 0, bytes: 0, stored: 0 },
        fingerprints: 38,
        moved: { count: 0, names: [] },
        missed: { count: 0, names: [] },
        sockets: 0,
      },
    ],
    databases: [
      {
        name: 'app',
        snapshotAt: at(108_300),
        snapshotMs: 1,
        dump: { from: at(108_700), to: at(147_000), bytes: 486_000_000, stored: 71_400_000 },
        horizon: { start: '41208877:41208877:', end: '41208877:41208877:' },
        openAtStart: [],
        openAtEnd: [],
        prepared: [],
        tablesMoved: [],
      },
    ],
    agreement: null,
    events: [],
    eventsBroken: null,
    mappings: { found: [], refused: null, exempt: [] },
    skewMs: 250,
    ...changes,
  };
}
