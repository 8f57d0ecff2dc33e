import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue, type ErrorCode } from './catalogue/index.ts';
import { fail, reportOf } from './error.ts';
import { errorsPage } from './page.ts';

const codes = Object.keys(catalogue) as ErrorCode[];

test('the handbook’s page says what the catalogue says', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorsPage());
});

test('each code of the catalogue is raised somewhere', () => {
  const sources = globSync(['{app,server,cli}/**/*.{ts,tsx}', 'instrumentation.ts'])
    .filter((file) => !file.includes('/catalogue') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const raised = (code: string) => sources.includes(`'${code}'`);
  expect(codes.filter((code) => !raised(code))).toEqual([]);
});

test('a report has its parameters filled in and keeps a defect’s message', () => {
  expect(reportOf(fail('docker.unreachable', { endpoint: '/run/docker.sock' })).title).toContain('/run/docker.sock');
  expect(reportOf(new TypeError('x is undefined'))).toMatchObject({ code: 'internal.defect', exit: 1 });
});

test('links lead to a heading of the page', () => {
  const headings = errorsPage()
    .split('\n')
    .filter((line) => line.startsWith('## '))
    .map((line) => line.slice(3).replaceAll('.', ''));
  for (const code of codes) expect(headings).toContain(reportOf(fail(code)).docs.split('#')[1]);
});
