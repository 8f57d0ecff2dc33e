import { defineConfig } from '@playwright/test';

// One worker: all tests share one real stack and one dashboard, and come in the order of the files' names.
export default defineConfig({
  testDir: 'e2e',
  outputDir: '.holdfast/e2e/results',
  fullyParallel: false,
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '.holdfast/e2e/report.json' }]],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    // Shorter than a test's own: what it waited for is said then.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions: {
      executablePath: 'e2e/chromium-without-netlink.pl',
      // Without these Chromium looks for its maker's servers at every start.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
