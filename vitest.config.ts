import { defineConfig } from 'vitest/config';
import { LongestFirst } from './demo/test/longest-first.ts';

// unit: no Docker, no network. integration: real Docker and PostgreSQL.
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{server,components,cli,demo,bench}/**/*.test.{ts,tsx}', 'proxy.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          environment: 'node',
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{server,cli,demo,bench}/**/*.integration.test.ts'],
          environment: 'node',
          // Most of the time they wait for Docker: two at a time finish in little more than half of it, beside the e2e tests.
          maxWorkers: 2,
          // Docker on a busy host now and then refuses what it does a second later.
          retry: 1,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
