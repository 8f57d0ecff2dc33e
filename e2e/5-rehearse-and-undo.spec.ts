import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Dashboard, Stack } from '../demo/world.ts';
import { apiOf, backUp, ending } from './api.ts';
import { readState, type State } from './state.ts';
import { choose, expect, signIn, test } from './world.ts';

test.describe.configure({ mode: 'serial' });

let page: Page;
let archiveId: string;
let restoreId: string;
let beforeRestore: State;

test.beforeAll(async ({ browser, stack, dashboard }) => {
  page = await browser.newPage();
  await signIn(page, dashboard);
  await choose(page, stack);
  archiveId = await backUp(apiOf(dashboard), stack.project);
});

test.afterAll(() => page.close());

test('rehearses an archive, and reports what came back', async ({ dashboard }) => {
  await page.goto(`${dashboard.url}/archives/${archiveId}`);
  await page.getByRole('button', { name: 'Rehearse', exact: true }).click();
  await page.waitForURL(/\/jobs\/[a-z0-9]{12}$/);
  const job = await ending(apiOf(dashboard), page.url().slice(-12));
  expect(job.error).toBeNull();
  await page.getByRole('link', { name: 'Open the report' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('can be restored');
  await expect(page.getByRole('row', { name: /workbench, entries/ })).toContainText('Equal');
  await expect(page.getByRole('row', { name: /constraints/ }).first()).toContainText('Holds');
  await expect(page.getByText(/Files and rows name the same/)).toBeVisible();

  await page.goto(`${dashboard.url}/archives/${archiveId}`);
  await expect(page.getByText(/^Rehearsed today/)).toBeVisible();
  await page.goto(dashboard.url);
  await expect(page.getByRole('link', { name: /^rehearsed on/ })).toBeVisible();
});

test('browses down to a file of an archive, and downloads what the volume holds', async ({ stack, dashboard }) => {
  await stack.call('POST', '/api/services', { id: 'browsed' });
  const id = await backUp(apiOf(dashboard), stack.project);
  await page.goto(`${dashboard.url}/archives/${id}/files`);
  for (const step of ['service-manager', 'services', 'browsed', 'service.json']) {
    await page.getByRole('link', { name: step, exact: false }).first().click();
  }
  await expect(page.locator('.preview h3')).toHaveText('service.json');
  await page.getByRole('button', { name: 'Show its text' }).click();
  await expect(page.getByRole('region', { name: 'Text of service.json' })).toContainText('"id":');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download this file' }).click();
  const file = test.info().outputPath('part');
  await (await download).saveAs(file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ id: 'browsed' });
});

test('compares an archive with the installation as it is', async ({ stack, dashboard }) => {
  await stack.call('POST', '/api/services', { id: 'afterall' });
  await page.goto(`${dashboard.url}/archives/${archiveId}/compare`);
  await expect(page.getByText(/came/).first()).toBeVisible();
  await page.getByRole('link', { name: 'service-manager' }).click();
  await expect(page.getByRole('row', { name: /afterall/ }).first()).toBeVisible();
});

test('refuses an archive whose last check failed, and checks it again by the button beside that', async ({
  dashboard,
}) => {
  const file = join(dashboard.storeFolder, 'archives', archiveId, 'evidence.json');
  const whole = readFileSync(file);
  const api = apiOf(dashboard);
  writeFileSync(file, whole.toString().replace('{', ' '));
  const verified = await ending(api, (await api.archives.verify.mutate({ id: archiveId })).jobId);
  expect(verified.state).toBe('failed');
  writeFileSync(file, whole);

  await page.goto(`${dashboard.url}/restore/${archiveId}/preflight`);
  await expect(page.getByText(/^The last check of this archive failed/)).toBeVisible();
  await expect(page.getByText('Continue opens when nothing is refused')).toBeVisible();
  await page.getByRole('button', { name: 'Verify it again' }).click();
  await expect(page.getByText(/^The archive was verified/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Continue' })).toBeVisible();
});

test('restores, and says until when it can be undone', async ({ stack, dashboard }) => {
  await stack.call('POST', '/api/users', { username: 'keeper', password: 'a long password', role: 'viewer' });
  beforeRestore = await readState(stack);
  restoreId = await restoreBy(dashboard, stack);
  expect(await readState(stack)).not.toEqual(beforeRestore);
  await signIn(page, dashboard);
  await page.goto(`${dashboard.url}/jobs/${restoreId}/result`);
  await expect(page.getByText(/It stays until/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Undo…' }).first()).toBeVisible();
});

test('undoes the restore: what goes is said first, and everything is as it was before it', async ({
  stack,
  dashboard,
}) => {
  await stack.call('POST', '/api/users', { username: 'latecomer', password: 'a long password', role: 'viewer' });
  await page.getByRole('link', { name: 'Undo…' }).first().click();
  await page.waitForURL(new RegExp(`/jobs/${restoreId}/undo$`));
  await expect(page.getByText(/^Undo puts/)).toBeVisible();
  await expect(page.getByRole('row', { name: /users/ }).first()).toContainText(/row/);
  const start = page.getByRole('button', { name: /^Undo the restore of/ });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel(/to confirm/).fill(stack.project);
  await start.click();
  await page.waitForURL(/\/restore\/run\/[a-z0-9]{12}$/);
  const job = await ending(apiOf(dashboard), page.url().slice(-12));
  expect(job.error).toBeNull();
  expect(job).toMatchObject({ kind: 'undo', state: 'succeeded', side: 'new' });
  await stack.healthy();
  expect(await readState(stack)).toEqual(beforeRestore);

  await page.waitForURL(/\/sign-in/);
  await signIn(page, dashboard);
  await page.waitForURL(new RegExp(`/jobs/${job.id}/result$`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('as it was before the restore');
});

test('says of the restore that it has been undone, and what is left', async ({ dashboard }) => {
  await page.goto(`${dashboard.url}/jobs/${restoreId}/undo`);
  await expect(page.getByText(/has been undone/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Undo that one…' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Restore that one…' })).toBeVisible();
});

/** Restores the archive by the API, and answers the job once the services answer again. */
async function restoreBy(dashboard: Dashboard, stack: Stack): Promise<string> {
  const api = apiOf(dashboard);
  const { jobId } = await api.restores.start.mutate({ id: archiveId, project: stack.project, confirm: stack.project });
  const job = await ending(api, jobId);
  expect(job).toMatchObject({ state: 'succeeded', side: 'new' });
  await stack.healthy();
  return jobId;
}
