import { describe, expect, it } from 'vitest';
import { statusMessage } from './status-message.ts';
import { additionalSteps, type StepFacts } from './steps.ts';

const nothing: StepFacts = {
  project: 'shop',
  product: [],
  archiveVersion: '1.9.2',
  liveVersion: '1.9.2',
  kept: [],
  unknownVolumes: [],
  unknownContainers: [],
  missingContainers: [],
  skippedVolumes: [],
  files: { folder: '/store/archives/x/installation', names: ['docker-compose.yml'] },
  installationFolder: '/opt/shop',
  noStart: false,
  startOrder: ['shop_auth_1', 'shop_broker_1'],
};
const ids = (facts: Partial<StepFacts>) => additionalSteps({ ...nothing, ...facts }).map(({ id }) => id);

describe('the additional steps', () => {
  it('are none when nothing asks for one', () => {
    expect(ids({})).toEqual([]);
  });

  it('begin with the product’s, in their order', () => {
    const product = ['stop-agents', 'migrate'].map((id) => ({ id, text: id, commands: [], done: false }));
    expect(ids({ product, kept: ['ingress'] })).toEqual(['stop-agents', 'migrate', 'restart']);
  });

  it('leave to the product what it speaks of itself', () => {
    const product = [{ id: 'restart', text: 'Restart everything.', commands: [], done: false }];
    expect(additionalSteps({ ...nothing, product, kept: ['ingress'] })).toEqual(product);
  });

  it('show the archive’s compose file when the versions differ, with the command that compares it', () => {
    const [step] = additionalSteps({ ...nothing, archiveVersion: '1.8' });
    expect(step).toMatchObject({
      id: 'compose-file',
      commands: ['diff /opt/shop/docker-compose.yml /store/archives/x/installation/docker-compose.yml'],
    });
  });

  it('say how to go on when the services were left stopped', () => {
    const steps = additionalSteps({ ...nothing, noStart: true });
    expect(steps.map(({ id }) => id)).toEqual(['compose-file', 'start']);
    expect(steps[1]?.commands).toEqual(['docker start shop_auth_1 shop_broker_1']);
  });

  it('name what the archive does not know, and what it knows and is not here', () => {
    const found = ids({
      unknownVolumes: ['v'],
      unknownContainers: ['c'],
      missingContainers: ['m'],
      skippedVolumes: ['log'],
    });
    expect(found).toEqual(['missing-containers', 'unknown-volumes', 'unknown-containers', 'skipped-volumes']);
  });
});

describe('the status message', () => {
  const facts = {
    project: 'shop',
    undoes: null,
    archiveCreatedAt: '2026-03-01T10:20:30.123Z',
    archiveVersion: '1.9.2',
    partial: false,
    volumes: 5,
    databases: ['app'],
    safetyBackup: '20260301-102030-abcd',
    undoUntil: '2026-03-08T10:20:30.123Z',
    failures: [],
    noStart: false,
    sessionsEnded: 1,
    warnings: [],
    steps: [],
  };

  it('says in plain words what came back and what is kept', () => {
    expect(statusMessage(facts)).toBe(
      [
        'shop is as it was at 2026-03-01 10:20:30 UTC, version 1.9.2.',
        '5 volumes and the database app came back as one pair.',
        '1 session of the installation ended: everybody signs in again.',
        'What was there before is kept until 2026-03-08 10:20:30 UTC.',
        'The safety backup of it is 20260301-102030-abcd.',
        'Nothing else is to be done.',
      ].join('\n'),
    );
  });

  it('says plainly that a part alone is no pair any more', () => {
    expect(
      statusMessage({ ...facts, partial: true, volumes: 0 })
        .split('\n')
        .slice(0, 2),
    ).toEqual([
      'A part of shop is as it was at 2026-03-01 10:20:30 UTC, version 1.9.2.',
      'the database app came back alone: files and database are no longer one pair.',
    ]);
  });

  it('of an undo names the restore that was taken back', () => {
    expect(statusMessage({ ...facts, undoes: 'abcdefghijkl' })).toContain(
      'shop is as it was before 2026-03-01 10:20:30 UTC, version 1.9.2: restore abcdefghijkl was undone.',
    );
  });

  it('says what went otherwise than it should', () => {
    expect(statusMessage({ ...facts, warnings: ['No session was ended.'] }).split('\n')).toContain(
      'No session was ended.',
    );
  });

  it('lists the steps with their commands, and what did not come up', () => {
    const text = statusMessage({
      ...facts,
      failures: [{ service: 'broker', why: 'it ended with code 1' }],
      steps: [{ id: 'restart', text: 'Restart ingress.', commands: ['holdfast restart'], done: false }],
    });
    expect(text).toContain('broker did not come up: it ended with code 1');
    expect(text).toContain('To be done now:\n1. Restart ingress.\n   holdfast restart');
  });
});
