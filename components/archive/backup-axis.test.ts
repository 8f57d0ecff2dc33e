import { describe, expect, it } from 'vitest';
import { position } from '../axis/scale.ts';
import { backupPanel, freezeEnlargement, freezeOf } from './backup-axis.ts';
import { cleanEvidence } from './evidence.fixture.ts';

const [certs] = cleanEvidence().volumes;

describe('how a backup was made, as a picture', () => {
  it('counts as held from the first pause sent to the last service awake', () => {
    const freeze = freezeOf(cleanEvidence());
    expect(freeze && freeze.to - freeze.from).toBe(412);
  });

  it('has a lane for the writers, each volume, each database, and the sealing; none for events that there were not', () => {
    expect(backupPanel(cleanEvidence()).lanes.map((lane) => lane.id)).toEqual([
      'writers',
      'volume-p_certs',
      'database-app',
      'seal',
    ]);
  });

  it('enlarges the freeze to most of the width, and leaves out volumes in which nothing changed', () => {
    const enlarged = freezeEnlargement(cleanEvidence());
    const freeze = freezeOf(cleanEvidence());
    if (!enlarged || !freeze) throw new Error('the clean evidence has a freeze');
    const { span, lanes } = enlarged.panel;
    expect(position(span, freeze.to) - position(span, freeze.from)).toBeCloseTo(78, 3);
    expect(lanes.map((lane) => lane.id)).toEqual(['freeze-writers', 'freeze-look', 'freeze-app']);
  });

  it('shows a volume in the freeze as soon as one file of it changed', () => {
    const changed = certs && { ...certs, delta: certs.delta && { ...certs.delta, changed: 3, bytes: 8_000 } };
    const enlarged = freezeEnlargement(cleanEvidence({ volumes: changed ? [changed] : [] }));
    expect(enlarged?.panel.lanes.map((lane) => lane.id)).toContain('freeze-p_certs');
  });

  it('claims no held moment when nothing was held', () => {
    const observed = cleanEvidence({ frozenAt: null, thawedAt: null, pauseMs: null, thawMs: null });
    expect(freezeOf(observed)).toBeNull();
    expect(freezeEnlargement(observed)).toBeNull();
    expect(backupPanel(observed).bands).toEqual([]);
    expect(backupPanel(observed).sentence).toContain('Nothing was held');
  });
});
