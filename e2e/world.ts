import { test as base, expect, type Page } from '@playwright/test';
import { type Dashboard, type Stack, startDashboard, startStack } from '../demo/world.ts';

type World = { stack: Stack; dashboard: Dashboard };

/** Tests with a real Connectware-shaped stack and a dashboard on it; both are made once for all of them. */
export const test = base.extend<{ page: Page }, World>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies of a fixture from this pattern
    async ({}, use) => {
      await using stack = await startStack({ project: 'holdfast-e2e' });
      await use(stack);
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  dashboard: [
    async ({ stack }, use) => {
      process.env.DOCKER_HOST ??= stack.dockerHost;
      await using dashboard = await startDashboard({ folder: '.holdfast/e2e/dashboard' });
      await use(dashboard);
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

export { expect };

/** Signs in on the page that is open, or on the sign-in page, and waits until it has gone. */
export async function signIn(page: Page, dashboard: Dashboard, account = dashboard.account): Promise<void> {
  if (!page.url().includes('/sign-in')) await page.goto(`${dashboard.url}/sign-in`);
  const send = page.getByRole('button', { name: 'Sign in', exact: true });
  await expect(send).toBeEnabled();
  await page.getByLabel('User name').fill(account.name);
  await page.getByLabel('Password').fill(account.password);
  await send.click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/**
 * Chooses the stack as the installation that pages are about: a demo and other tests run beside it on the same Docker. Not
 * left out where it is the first there anyway: another may come before it any moment.
 */
export async function choose(page: Page, { project }: Stack): Promise<void> {
  const switcher = page.getByRole('button', { name: /^Change installation/ }).first();
  // Its state is there as soon as it is known which ones there are.
  await expect(switcher.locator('small')).toHaveText(/\S/);
  await switcher.click();
  await page.getByRole('menuitemradio', { name: project }).click();
  await expect(switcher).toContainText(project);
}
