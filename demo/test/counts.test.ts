import { expect, test } from 'vitest';
import { playwrightCounts, totalLine, vitestCounts } from './counts.ts';

test('a file that can not be loaded counts as one failure', () => {
  const report = {
    testResults: [
      {
        name: 'a',
        status: 'passed',
        message: '',
        assertionResults: [{ fullName: 'x', status: 'passed', failureMessages: [] }],
      },
      { name: 'b', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  };
  expect(vitestCounts(report)).toMatchObject({ passed: 1, failed: 1, failures: ['b\nno such module'] });
});

test('failed and skipped tests are counted one by one', () => {
  const assertionResults = ['failed', 'failed', 'skipped', 'passed'].map((status) => ({
    fullName: status,
    status,
    failureMessages: [],
  }));
  const report = { testResults: [{ name: 'a', status: 'failed', message: '', assertionResults }] };
  expect(vitestCounts(report)).toMatchObject({ passed: 1, failed: 2, skipped: 1 });
});

test('a browser test that passes only at its second attempt counts as failed', () => {
  const spec = (status: string) => ({ title: status, file: 'f', tests: [{ status, results: [] }] });
  const report = { suites: [{ suites: [{ specs: [spec('expected'), spec('flaky'), spec('skipped')] }] }], errors: [] };
  expect(playwrightCounts(report)).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
});

test('a browser test whose time was up says what it waited for', () => {
  const errors = [{ message: 'Test timeout of 180000ms exceeded.' }, { message: 'waiting for a link' }];
  const spec = { title: 't', file: 'f', tests: [{ status: 'unexpected', results: [{ errors }] }] };
  const { failures } = playwrightCounts({ suites: [{ specs: [spec] }], errors: [] });
  expect(failures).toEqual(['f: t\nTest timeout of 180000ms exceeded.\nwaiting for a link']);
});

test('the last line names skipped tests only where there are some', () => {
  const counts = { passed: 3, failed: 0, skipped: 0, failures: [] };
  expect(totalLine([counts, counts])).toBe('6 passed, 0 failed');
  expect(totalLine([counts, { ...counts, skipped: 2 }])).toBe('6 passed, 0 failed, 2 skipped');
});
