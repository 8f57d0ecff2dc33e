import { statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Stack } from '../demo/world.ts';
import { apiOf, ending } from './api.ts';
import { readState, type State } from './state.ts';
import { choose, expect, signIn, test } from './world.ts';

test.describe.configure({ mode: 'serial' });

let page: Page;
let archived: State;
let archiveId: string;
let bundle: string;

test.beforeAll(async ({ browser, stack, dashboard }) => {
  page = await browser.newPage();
  await signIn(page, dashboard);
  await choose(page, stack);
});

test.afterAll(() => page.close());

test('backs up from Home, and shows why the archive is guaranteed', async ({ stack, dashboard }) => {
  await stack.call('GET', '/api/users');
  archived = await readState(stack, ['historian', 'presses']);
  await page.goto(dashboard.url);
  await page.getByRole('button', { name: 'Back up now' }).first().click();
  await page.waitForURL(/\/jobs\/[a-z0-9]{12}$/);
  await expect(page.getByText('Pre-copy').first()).toBeVisible();
  const job = await ending(apiOf(dashboard), page.url().slice(-12));
  expect(job.error).toBeNull();
  archiveId = job.archiveId ?? '';
  await page.reload();
  await page.goto(`${dashboard.url}/archives/${archiveId}`);
  await expect(page.getByText('Guaranteed').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'How it was made' })).toBeVisible();
  await expect(page.getByText('service-manager').first()).toBeVisible();
});

test('downloads it, deletes it, and uploads the file again', async ({ dashboard }) => {
  await page.goto(`${dashboard.url}/archives/${archiveId}`);
  const download = page.waitForEvent('download');
  await page
    .getByRole('link', { name: 'Download' })
    .or(page.getByRole('button', { name: 'Download' }))
    .first()
    .click();
  bundle = test.info().outputPath('bundle.tar');
  await (await download).saveAs(bundle);
  const { bytes } = await apiOf(dashboard).archives.get.query({ id: archiveId });
  expect(statSync(bundle).size).toBe(bytes);

  await page.getByRole('button', { name: 'More: note, delete' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete 1 archive' }).click();
  await expect
    .poll(async () => (await apiOf(dashboard).archives.list.query({})).rows.map(({ id }) => id as string))
    .not.toContain(archiveId);

  await page.goto(`${dashboard.url}/archives`);
  await page.getByRole('button', { name: 'Upload…' }).first().click();
  await page.locator('input[type=file]').setInputFiles(bundle);
  await expect
    .poll(async () => (await apiOf(dashboard).archives.list.query({})).rows.map(({ id }) => id as string), {
      timeout: 120_000,
    })
    .toContain(archiveId);
});

test('after changes in the Admin UI, restores to exactly what it was', async ({ stack, dashboard, browser }) => {
  await changeThings(await browser.newPage(), stack);
  expect(await readState(stack, ['historian', 'presses'])).not.toEqual(archived);

  const bystander = await browser.newPage();
  await signIn(bystander, dashboard);

  await page.goto(`${dashboard.url}/restore/${archiveId}/contents`);
  await page
    .getByRole('link', { name: 'Check' })
    .or(page.getByRole('button', { name: 'Check' }))
    .first()
    .click();
  await expect(page.getByText('Nothing stands in the way').first()).toBeVisible();
  await page
    .getByRole('link', { name: 'Continue' })
    .or(page.getByRole('button', { name: 'Continue' }))
    .first()
    .click();
  await expect(page.getByText('will be down for about').first()).toBeVisible();
  const start = page.getByRole('button', { name: /^Restore to/ });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel(/to confirm/).fill(stack.project);
  await start.click();
  await page.waitForURL(/\/restore\/run\/[a-z0-9]{12}$/);
  const jobId = page.url().slice(-12);
  const job = await ending(apiOf(dashboard), jobId);
  expect(job.error).toBeNull();
  expect(job).toMatchObject({ state: 'succeeded', side: 'new' });

  // Every open page says why it was signed out, and leads back to the result.
  await expect(bystander.getByText('signed out by a restore').first()).toBeVisible({ timeout: 30_000 });
  await bystander.close();
  await stack.healthy();
  expect(await readState(stack, ['historian', 'presses'])).toEqual(archived);

  await page.waitForURL(/\/sign-in/);
  await signIn(page, dashboard);
  await page.waitForURL(new RegExp(`/jobs/${jobId}/result$`));
  await expect(page.getByRole('heading', { name: /is back at/ })).toBeVisible();
  const report = await apiOf(dashboard).restores.report.query({ jobId: job.id });
  expect(report.safetyBackup).not.toBeNull();
  // Beside those that keep running, what was installed since: it ran on, but the restored database does not know it.
  expect(report.restartRequired.map(({ service }) => service)).toEqual(
    expect.arrayContaining(['admin-web-app', 'connectware', 'ingress-controller']),
  );
  expect(report.sessionsReset.installation).toBeGreaterThan(0);
  expect(report.kept?.bytes).toBeGreaterThan(0);
});

test('warns of services that want a restart on every page until each was restarted', async ({ stack, dashboard }) => {
  await page.goto(`${dashboard.url}/archives`);
  await expect(page.getByText(/services still run with what they read/)).toBeVisible();
  await page.getByRole('button', { name: 'Restart now' }).first().click();
  await expect(page.getByText(/services? still runs? with what/)).toHaveCount(0, { timeout: 120_000 });
  const states = await apiOf(dashboard).restarts.state.query({ project: stack.project });
  expect(states.flatMap(({ required }) => required)).toEqual([]);
});

/** What a person might do by mistake: a user goes, a service comes, another goes. */
async function changeThings(admin: Page, stack: Stack): Promise<void> {
  await admin.goto(stack.url);
  await admin.getByLabel('Name', { exact: true }).first().fill(stack.admin.name);
  await admin.getByLabel('Password').fill(stack.admin.password);
  await admin.getByRole('button', { name: 'Sign in' }).click();
  const victim = admin.locator('#users tr').last();
  const name = await victim.locator('td').first().textContent();
  await victim.getByRole('button').click();
  await expect(admin.locator('#users')).not.toContainText(name ?? '');
  await admin.getByLabel('Id').fill('mistake');
  await admin.getByRole('button', { name: 'Install service' }).click();
  await expect(admin.locator('#services')).toContainText('mistake');
  await admin.close();
}
