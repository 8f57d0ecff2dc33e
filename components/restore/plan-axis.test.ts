import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downEnlargement, downOf, type Phase, planPanel, windowOf } from './plan-axis.ts';

const lengths: [string, number, boolean][] = [
  ['Look', 3_000, false],
  ['Safety backup', 88_000, false],
  ['Stage', 172_000, false],
  ['Compare', 8_000, false],
  ['Stop', 10_000, true],
  ['Fence', 300, true],
  ['Commit', 100, true],
  ['Place', 2_600, true],
  ['Start', 45_000, true],
  ['Check', 48_000, false],
];

function phasesOf(all: [string, number, boolean][]): Phase[] {
  let at = 0;
  return all.map(([name, length, down]) => {
    const fromMs = at;
    at += length;
    return { name, text: '', fromMs, toMs: at, down };
  });
}

const phases = phasesOf(lengths);
const service = (name: string, downMs: number) => ({ service: name, does: 'stops' as const, why: '', downMs });

describe('the plan of a restore in time', () => {
  it('is down from the first service stopped to the last one up', () => {
    expect(downOf(phases)).toEqual({ from: 271_000, to: 329_000 });
    expect(downOf(phases.filter((phase) => !phase.down))).toBeNull();
  });

  it('shows the swap before what comes after it', () => {
    expect(planPanel(phases).lanes.map((lane) => lane.name)).toEqual([
      'Services',
      'Look',
      'Safety backup',
      'Stage',
      'Compare',
      'Swap',
      'Check',
    ]);
  });

  it('keeps every service down around the swap, and no longer than it is expected to be', () => {
    const down = { from: 271_000, to: 329_000 };
    const swap = { from: 281_000, to: 284_000 };
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 58_000 }), (downMs) => {
        const { stopped, up } = windowOf(downMs, down, phases);
        expect(stopped).toBeGreaterThanOrEqual(down.from);
        expect(up).toBeLessThanOrEqual(down.to);
        expect(up - stopped).toBeLessThanOrEqual(downMs + 1e-6);
        expect(stopped).toBeLessThanOrEqual(swap.from);
        expect(up).toBeGreaterThanOrEqual(swap.to);
      }),
    );
  });

  it('lists what stops first at the top of the enlargement, then what runs on', () => {
    const services = [
      service('broker', 34_000),
      service('gateway', 58_000),
      { ...service('admin', 0), does: 'keeps' as const },
    ];
    const lanes = downEnlargement({ services }, phases)?.panel.lanes.map((lane) => lane.name);
    expect(lanes).toEqual(['gateway', 'broker', 'admin']);
  });

  it('ends while they are down where services are left stopped', () => {
    const left = phasesOf(lengths.filter(([name]) => name !== 'Start' && name !== 'Check'));
    expect(planPanel(left).lanes[0]).toMatchObject({
      signs: [{ kind: 'run', from: 0, to: 271_000 }],
      numbers: ['up, then down'],
    });
    const panel = downEnlargement({ services: [service('broker', 13_000)] }, left)?.panel;
    expect(panel?.lanes[0]).toMatchObject({ signs: [{ kind: 'run' }, { kind: 'event' }], numbers: ['stays down'] });
    expect(panel?.bands[0]).toMatchObject({ label: 'stays down', to: panel?.span.to });
    expect(panel?.ticks.at(-1)?.at).toBeLessThan(284_000);
  });

  it('has nothing to enlarge when nothing goes down', () => {
    expect(
      downEnlargement(
        { services: [] },
        phases.filter((phase) => !phase.down),
      ),
    ).toBeNull();
  });
});
