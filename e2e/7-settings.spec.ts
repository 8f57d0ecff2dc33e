import type { Page } from '@playwright/test';
import { ensurePostgresImage } from '../demo/images/servers.ts';
import { connectDocker } from '../server/docker/connect.ts';
import { choose, expect, signIn, test } from './world.ts';

test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser, stack, dashboard }) => {
  page = await browser.newPage();
  // Before anything is loaded: with it a test makes what was loaded old.
  await page.clock.install();
  await signIn(page, dashboard);
  await choose(page, stack);
  await page.goto(`${dashboard.url}/settings`);
  await expect(profile(page)).toContainText('detected by the label');
});

test.afterAll(() => page.close());

const profile = (on: Page) => on.locator('dt:text-is("Profile") + dd');

test('the profile that is chosen is the one by which the installation is discovered', async () => {
  const choice = page.getByLabel('Profile', { exact: true });
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await choice.selectOption('compose');
  await save.click();
  await expect(profile(page)).toHaveText('Compose project (compose), chosen in Settings');
  await choice.selectOption({ label: 'As detected' });
  await save.click();
  await expect(profile(page)).toContainText(/^Connectware \(connectware\), detected by the label/);
});

test('a database outside Docker that does not answer is refused in plain words, and nothing changes', async () => {
  const before = await page.locator('dt:text-is("Database") + dd').textContent();
  await page.getByText('A database outside Docker').click();
  await page.getByLabel('Host', { exact: true }).fill('127.0.0.1');
  // Of the services that answer there, none ever has the lowest port.
  await page.getByLabel('Port', { exact: true }).fill('1');
  await page.getByLabel('User', { exact: true }).fill('postgres');
  await page.getByRole('button', { name: 'Connect and save' }).click();
  await expect(page.getByText(/^The PostgreSQL server at 127\.0\.0\.1:1 does not answer/)).toBeVisible();
  await expect(page.getByText(/See that the server runs/)).toBeVisible();
  await page.reload();
  await expect(page.locator('dt:text-is("Database") + dd')).toHaveText(before ?? '');
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('');
});

test('the database is not asked again each time the window comes back', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.clock.fastForward('00:30');
  // Both would be asked for in one batch.
  const other = page.waitForResponse((response) => response.url().includes('installations.settings'));
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await other;
  expect(asked.filter((url) => url.includes('installations.get'))).toEqual([]);
});

test('where nobody chose, pages stay with the installation they showed, though another comes before it', async ({
  browser,
  dashboard,
}) => {
  // Before all the names that stacks have.
  const [earlier, first] = ['0-e2e-comes', '0-e2e-was-there'];
  await using _first = await seenProject(first);
  await using own = await browser.newContext();
  const fresh = await own.newPage();
  await fresh.clock.install();
  await signIn(fresh, dashboard);
  const switcher = fresh.getByRole('button', { name: /^Change installation/ }).first();
  await expect(switcher).toContainText(first);
  await using _earlier = await seenProject(earlier);
  await fresh.clock.fastForward('00:31');
  await switcher.click();
  await expect(fresh.getByRole('menuitemradio').first()).toContainText(earlier);
  await fresh.keyboard.press('Escape');
  await expect(switcher).toContainText(first);
  await fresh.reload();
  await expect(switcher).toContainText(first);
});

/** A compose project that Holdfast takes for one of the product with a database: a container that never runs. */
async function seenProject(project: string): Promise<AsyncDisposable> {
  const docker = connectDocker(process.env.DOCKER_HOST);
  const compose = { 'com.docker.compose.project': project, 'com.docker.compose.service': 'postgresql' };
  const container = await docker.createContainer({
    Image: await ensurePostgresImage(docker),
    Labels: { ...compose, 'io.cybus.connectware': 'core' },
  });
  return { [Symbol.asyncDispose]: () => container.remove({ v: true }) };
}
