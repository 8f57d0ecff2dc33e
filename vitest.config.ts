import { defineConfig } from 'vitest/config';

// unit: no Docker, no network. integration: real Docker and PostgreSQL, one file at a time (they share the daemon).
export default defineConfig({
  test: {
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
          // Most of the time they wait for Docker: two at a time finish in little more than half of it.
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
