import type { Report } from './types.ts';

type Checked = Report['checked'];

export function volume(over: Partial<Checked['volumes'][number]> = {}): Checked['volumes'][number] {
  return {
    name: 'connectware_certs',
    key: 'certs',
    manifest: 38,
    restored: 38,
    bytes: 214_000,
    differences: { count: 0, names: [] },
    problem: null,
    equal: true,
    ms: 120,
    ...over,
  };
}

export function database(over: Partial<Checked['databases'][number]> = {}): Checked['databases'][number] {
  return {
    name: 'cybus_connectware',
    structure: 'same',
    tables: [{ schema: 'public', name: 'users', manifest: 12, restored: 12, equal: true }],
    constraints: { validated: 30, foreignKeys: 7, notValidated: [] },
    amcheck: { checked: 41, broken: [] },
    warnings: [],
    problem: null,
    equal: true,
    ms: 800,
    ...over,
  };
}

export function report(checked: Partial<Checked> = {}, over: Partial<Report> = {}): Report {
  return {
    archiveId: '20261124-110152-3f9c' as Report['archiveId'],
    image: 'postgres:15',
    checked: { volumes: [volume()], databases: [database()], agreement: null, ...checked },
    findings: [],
    restoreMs: 9_000,
    phases: [],
    ...over,
  };
}
