/** How the tests of one runner ended. `failures`: names of those that failed, with the first lines of why. */
export type Counts = { passed: number; failed: number; skipped: number; failures: string[] };

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

/** A file that fails without a failed test (it can't be loaded, a hook broke) counts as one. */
export function vitestCounts(report: unknown): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const file of (report as VitestReport).testResults) {
    let failed = 0;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') {
        failed++;
        counts.failures.push(`${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`);
      } else counts.skipped++;
    }
    if (file.status === 'failed' && failed === 0) {
      failed = 1;
      counts.failures.push(`${file.name}\n${firstLines(file.message)}`);
    }
    counts.failed += failed;
  }
  return counts;
}

type PlaywrightSuite = { specs?: PlaywrightSpec[]; suites?: PlaywrightSuite[] };
type PlaywrightSpec = {
  title: string;
  file: string;
  tests: { status: string; results: { errors?: { message?: string }[] }[] }[];
};
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: { message?: string }[] };

/** One that passed only at a second attempt counts as failed. */
export function playwrightCounts(report: unknown): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const { suites, errors } = report as PlaywrightReport;
  for (const spec of suites.flatMap(specsOf)) {
    for (const test of spec.tests) {
      if (test.status === 'expected') counts.passed++;
      else if (test.status === 'skipped') counts.skipped++;
      else {
        counts.failed++;
        // What a test waited for when its time was up is an error of its own.
        const errors = test.results.flatMap((result) => result.errors ?? []);
        const why = errors.map(({ message }) => firstLines(message ?? '')).join('\n');
        counts.failures.push(`${spec.file}: ${spec.title}\n${why}`);
      }
    }
  }
  for (const error of errors) {
    counts.failed++;
    counts.failures.push(firstLines(error.message ?? 'Playwright failed.'));
  }
  return counts;
}

function specsOf(suite: PlaywrightSuite): PlaywrightSpec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 12).join('\n');
}

/** The last line of `npm test`. */
export function totalLine(all: Counts[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped') => all.reduce((total, counts) => total + counts[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
