import { describe, expect, it } from 'vitest';
import { type ProfileInput, profileSchema } from '../../installation/profile.ts';
import { judgeProduct } from './product.ts';

const rules: ProfileInput['compatibility'] = [
  {
    from: '<1.0',
    to: '*',
    outcome: 'refuse',
    text: 'Version {from} is too old for {to}.',
    steps: [{ id: 'old', text: 'Install {from} first.' }],
  },
  {
    from: '*',
    to: '*',
    relation: 'older-archive',
    outcome: 'steps',
    text: '{from} is migrated to {to}.',
    steps: [{ id: 'migrate', text: 'Wait for the migration of {project}.', commands: ['docker logs {project}_auth'] }],
  },
  { from: '*', to: '*', relation: 'newer-archive', outcome: 'refuse', text: '{from} does not go into {to}.' },
  { from: '*', to: '*', relation: 'same', outcome: 'allow', text: 'Both are {to}.' },
];
const profile = profileSchema.parse({ name: 'test', title: 'Test', detect: { labels: [] }, compatibility: rules });
const question = { rules: profile.compatibility, project: 'shop', noStart: false };

describe('the product’s version', () => {
  it('passes when a rule allows the pair', () => {
    const { finding } = judgeProduct({ ...question, archive: '1.10.2', live: '1.10.2' });
    expect(finding).toMatchObject({ level: 'pass', text: 'Both are 1.10.2.' });
  });

  it('brings the rule’s steps, filled in, when the archive is older', () => {
    const { finding, steps } = judgeProduct({ ...question, archive: '1.9.2', live: '1.10.2' });
    expect(finding).toMatchObject({ level: 'warn', text: '1.9.2 is migrated to 1.10.2.' });
    expect(steps).toEqual([
      { id: 'migrate', text: 'Wait for the migration of shop.', commands: ['docker logs shop_auth'], done: false },
    ]);
  });

  it('takes the first rule that matches', () => {
    const { finding } = judgeProduct({ ...question, archive: '0.9', live: '1.10.2' });
    expect(finding).toMatchObject({ level: 'refuse', text: 'Version 0.9 is too old for 1.10.2.' });
  });

  it('refuses a newer archive as it stands and says that services may stay stopped', () => {
    const { finding } = judgeProduct({ ...question, archive: '1.10.2', live: '1.9.2' });
    expect(finding.level).toBe('refuse');
    expect(finding.remedy).toContain('--no-start');
  });

  it('only warns of it when the services stay stopped', () => {
    const { finding } = judgeProduct({ ...question, noStart: true, archive: '1.10.2', live: '1.9.2' });
    expect(finding.level).toBe('warn');
  });

  it('warns when one version is not known, and passes when there is none at all', () => {
    expect(judgeProduct({ ...question, archive: null, live: '1.0' }).finding.level).toBe('warn');
    expect(judgeProduct({ ...question, archive: '1.0', live: null }).finding.level).toBe('warn');
    expect(judgeProduct({ ...question, archive: null, live: null }).finding.level).toBe('pass');
  });

  it('warns of a difference that no rule speaks of', () => {
    expect(judgeProduct({ ...question, rules: [], archive: '1.0', live: '2.0' }).finding.level).toBe('warn');
    expect(judgeProduct({ ...question, rules: [], archive: '1.0', live: '1.0' }).finding.level).toBe('pass');
  });
});
