import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { apiOf, ending } from './api.ts';
import { choose, expect, signIn, test } from './world.ts';

/** Pictures of each page, to be looked at; the README's is copied from here by `npm run screenshots`. */
const pictures = '.holdfast/e2e/pictures';
const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

test('every page passes axe in light and dark, fits from 320 px up, and is pictured', async ({
  stack,
  dashboard,
  page,
}) => {
  test.setTimeout(600_000);
  mkdirSync(pictures, { recursive: true });
  await page.goto(`${dashboard.url}/sign-in`);
  await look(page, 'sign-in');
  await signIn(page, dashboard);
  await choose(page, stack);
  const api = apiOf(dashboard);
  const archive = (await api.archives.list.query({})).rows[0]?.id;
  const jobs = (await api.jobs.list.query({})).rows;
  const restore = jobs.find(({ kind, side }) => kind === 'restore' && side === 'new')?.id;
  if (archive) await ending(api, (await api.archives.rehearse.mutate({ id: archive })).jobId);
  const backup = jobs.find(({ kind }) => kind === 'backup')?.id;
  const pages: Record<string, string> = {
    home: '/',
    archives: '/archives',
    archive: `/archives/${archive}`,
    rehearsal: `/archives/${archive}/rehearsal`,
    'archive-files': `/archives/${archive}/files`,
    'archive-folder': `/archives/${archive}/files?volume=service-manager&path=services`,
    'archive-compare': `/archives/${archive}/compare?volume=service-manager`,
    'restore-1-choose': '/restore',
    'restore-2-contents': `/restore/${archive}/contents`,
    'restore-2-part': `/restore/${archive}/contents?only=volume%3Dworkbench`,
    'restore-3-preflight': `/restore/${archive}/preflight`,
    'restore-4-plan': `/restore/${archive}/plan`,
    jobs: '/jobs',
    job: `/jobs/${backup}`,
    'restore-result': `/jobs/${restore}/result`,
    undo: `/jobs/${restore}/undo`,
    settings: '/settings',
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`${dashboard.url}${path}`);
    await look(page, name);
  }
});

async function look(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const [size, viewport] of Object.entries({ desk, phone })) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(pictures, `${name}-${size}-${theme}.png`), fullPage: true });
    }
    await page.setViewportSize(desk);
    if (name === 'home' && theme === 'light') await page.screenshot({ path: join(pictures, 'readme.png') });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${theme}: ${id} ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 720 });
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
    `${name} scrolls sideways at 320 px`,
  ).toBeLessThanOrEqual(320);
  await page.setViewportSize(desk);
}
