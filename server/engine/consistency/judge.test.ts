import { expect, test } from 'vitest';
import { type Facts, judge } from './judge.ts';

const at = '2026-11-24T11:01:52.318Z';
const none = { count: 0, names: [] };
const volume: Facts['volumes'][number] = {
  volume: 'shop_data',
  key: 'data',
  role: 'included',
  preCopy: { from: at, to: at, entries: 3, bytes: 10, stored: 5 },
  full: null,
  look: { from: at, to: at },
  delta: null,
  fingerprints: 3,
  moved: none,
  missed: none,
  sockets: 0,
};
const database: Facts['databases'][number] = {
  name: 'shop',
  snapshotAt: at,
  snapshotMs: 1,
  dump: { from: at, to: at, bytes: 1, stored: 1 },
  horizon: { start: '1:1:', end: '1:1:' },
  openAtStart: [],
  openAtEnd: [],
  prepared: [],
  tablesMoved: [],
};
const clean: Facts = {
  formatVersion: 1,
  strategy: 'pause',
  startedAt: at,
  frozenAt: at,
  thawedAt: at,
  settle: { from: at, to: at, settled: true, waitedFor: [] },
  attempts: [{ from: at, to: at, outcome: 'taken', reason: null }],
  steps: [],
  writers: [{ service: 'web', container: 'shop_web_1', why: 'mounts data' }],
  alreadyPaused: [],
  pauseMs: 10,
  thawMs: 10,
  volumes: [volume],
  databases: [database],
  agreement: { name: 'services', holds: true, onlyFiles: none, onlyRows: none, notAsked: null },
  events: [],
  eventsBroken: null,
  mappings: { found: [], refused: null, exempt: [] },
  skewMs: 5,
};
const one = { count: 1, names: ['a.txt'] };
const open = { database: 'shop', application: 'web', client: '10.0.0.2', state: 'active' };

test('is guaranteed when the writers were held, everything was seen and nothing moved', () => {
  expect(judge(clean).verdict).toBe('guaranteed');
});

test.each<[string, Partial<Facts>, string]>([
  ['a file moved inside the freeze', { volumes: [{ ...volume, moved: one }] }, 'files-moved'],
  ['a change was found only after the thaw', { volumes: [{ ...volume, missed: one }] }, 'files-missed'],
  [
    'an unheld process maps files',
    { mappings: { found: [{ volume: 'data', process: 'x', pid: 7 }], refused: null, exempt: [] } },
    'mapped-by-others',
  ],
  ['a transaction was open at the start', { databases: [{ ...database, openAtStart: [open] }] }, 'transaction-open'],
  ['a transaction was open at the end', { databases: [{ ...database, openAtEnd: [open] }] }, 'transaction-open'],
  ['a table moved', { databases: [{ ...database, tablesMoved: ['public.users'] }] }, 'tables-moved'],
  [
    'a container started inside the freeze',
    { events: [{ at, kind: 'container', action: 'start', name: 'x', counted: true, inFreeze: true }] },
    'docker-event',
  ],
  [
    'files and rows disagree',
    { agreement: { name: 's', holds: false, onlyFiles: one, onlyRows: none, notAsked: null } },
    'disagreement',
  ],
])('is changed when %s, and says so', (_what, difference, code) => {
  const { verdict, reasons } = judge({ ...clean, ...difference });
  expect(verdict).toBe('changed');
  expect(reasons.map((reason) => reason.code)).toContain(code);
});

test.each<[string, Partial<Facts>, string]>([
  ['the services never settled', { settle: { ...clean.settle, settled: false, waitedFor: ['data'] } }, 'not-settled'],
  ['the event stream broke', { eventsBroken: 'closed' }, 'events-broken'],
  ['the look into /proc was refused', { mappings: { found: [], refused: 'EPERM', exempt: [] } }, 'look-refused'],
  [
    'the rule could not be asked',
    { agreement: { name: 's', holds: false, onlyFiles: none, onlyRows: none, notAsked: 'no such table' } },
    'rule-not-asked',
  ],
  ['a prepared transaction waits', { databases: [{ ...database, prepared: ['tx1'] }] }, 'prepared-transaction'],
])('is unknown, never guaranteed, when %s', (_what, difference, code) => {
  const { verdict, reasons } = judge({ ...clean, ...difference });
  expect(verdict).toBe('unknown');
  expect(reasons.map((reason) => reason.code)).toEqual([code]);
});

test('does not judge what a volatile volume did, health checks, or events outside the freeze', () => {
  const facts: Facts = {
    ...clean,
    volumes: [{ ...volume, role: 'volatile', moved: one }],
    events: [
      { at, kind: 'container', action: 'health_status', name: 'x', counted: false, inFreeze: true },
      { at, kind: 'container', action: 'start', name: 'x', counted: true, inFreeze: false },
    ],
  };
  expect(judge(facts).verdict).toBe('guaranteed');
});

const observed: Facts = { ...clean, strategy: 'observe', frozenAt: null, thawedAt: null, pauseMs: null, thawMs: null };

test('is consistent, never guaranteed, when nobody was held and nothing moved', () => {
  expect(judge(observed).verdict).toBe('consistent');
});

test.each<[string, Partial<Facts>, string]>([
  ['a file moved meanwhile', { volumes: [{ ...volume, moved: one }] }, 'changed'],
  ['somebody wrote to the database', { databases: [{ ...database, tablesMoved: ['public.users'] }] }, 'changed'],
  ['the services never settled', { settle: { ...clean.settle, settled: false } }, 'unknown'],
  [
    'a process has files mapped for writing',
    { mappings: { found: [{ volume: 'data', process: 'x', pid: 7 }], refused: null, exempt: [] } },
    'unknown',
  ],
])('is not consistent, when nobody was held and %s', (_what, difference, verdict) => {
  expect(judge({ ...observed, ...difference }).verdict).toBe(verdict);
});

test('does not judge a mapping of a volatile volume’s files when nobody was held', () => {
  const mappings = { found: [{ volume: 'data', process: 'broker', pid: 7 }], refused: null, exempt: [] };
  expect(judge({ ...observed, mappings, volumes: [{ ...volume, role: 'volatile' }] }).verdict).toBe('consistent');
});
