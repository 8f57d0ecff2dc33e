import { describe, expect, it } from 'vitest';
import { phaseOfRun } from './phase-of-run.ts';

const run = (
  running: string,
  state: 'running' | 'failed' | 'cancelled' = 'running',
  side: 'old' | 'new' | null = null,
) => {
  const names = ['Look', 'Safety backup', 'Stage', 'Compare', 'Stop', 'Fence', 'Commit', 'Place', 'Start', 'Check'];
  const at = names.indexOf(running);
  const stages = names.map((name, index) => ({
    name,
    state: index < at ? ('done' as const) : index === at ? ('running' as const) : ('ahead' as const),
    detail: null,
    startedAt: null,
    finishedAt: null,
    expectedMs: null,
  }));
  return phaseOfRun({ state, side, stages });
};

describe('what a running restore means for the installation', () => {
  it('is nothing until the first service stops', () => {
    expect(run('Stage')).toBe('untouched');
    expect(run('Compare')).toBe('untouched');
    expect(run('Stop')).toBe('swapping');
    expect(run('Commit')).toBe('swapping');
  });

  it('is decided once the new folders are being placed', () => {
    expect(run('Place')).toBe('committed');
    expect(run('Check')).toBe('committed');
  });

  it('is the old side after a failure before the commit, the new side after it', () => {
    expect(run('Fence', 'failed', 'old')).toBe('failedOld');
    expect(run('Start', 'failed', 'new')).toBe('failedNew');
    expect(run('Stage', 'cancelled')).toBe('failedOld');
  });
});
