import { apiOf, backUp } from './api.ts';
import { choose, expect, signIn, test } from './world.ts';

const password = 'four plain words here';

test('a viewer looks and changes nothing; an operator backs up and deletes nothing', async ({
  stack,
  dashboard,
  page,
}) => {
  const admin = apiOf(dashboard);
  for (const role of ['viewer', 'operator'] as const)
    await admin.accounts.create.mutate({ name: role, role, password });
  const viewer = apiOf(dashboard, (await admin.tokens.create.mutate({ name: 'look', role: 'viewer' })).token);
  const operator = apiOf(dashboard, (await admin.tokens.create.mutate({ name: 'run', role: 'operator' })).token);
  const id = (await viewer.archives.list.query({})).rows[0]?.id ?? (await backUp(operator, stack.project));

  await expect(viewer.backups.start.mutate({ project: stack.project })).rejects.toMatchObject({
    data: { httpStatus: 403 },
  });
  await expect(viewer.archives.pin.mutate({ id, pinned: true })).rejects.toMatchObject({
    data: { httpStatus: 403 },
  });
  await expect(operator.archives.delete.mutate({ id })).rejects.toMatchObject({
    data: { httpStatus: 403 },
  });
  await expect(operator.restores.start.mutate({ id, confirm: stack.project })).rejects.toMatchObject({
    data: { httpStatus: 403 },
  });
  expect((await operator.archives.pin.mutate({ id, pinned: true })).pinned).toBe(true);

  await signIn(page, dashboard, { name: 'viewer', password });
  await choose(page, stack);
  await expect(page.getByRole('button', { name: 'Back up now' }).first()).toHaveAttribute('aria-disabled', 'true');
  await page.goto(`${dashboard.url}/restore/${id}/plan`);
  await page.getByLabel(/to confirm/).fill(stack.project);
  await expect(page.getByRole('button', { name: /^Restore to/ })).toHaveAttribute('aria-disabled', 'true');
});

test('a wrong password is refused in words, and nobody signs in without one', async ({ dashboard, page }) => {
  await page.goto(`${dashboard.url}/archives`);
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel('User name').fill(dashboard.account.name);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText(/do not match|wrong|not right|refused/i).first()).toBeVisible();
});

test('before the page has come to life, nothing that is typed leaves it', async ({ browser, dashboard }) => {
  await using context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${dashboard.url}/sign-in`);
  const address = page.url();
  await page.getByLabel('User name').fill(dashboard.account.name);
  await page.getByLabel('Password').fill(dashboard.account.password);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled();
  await page.getByLabel('Password').press('Enter');
  expect(page.url()).toBe(address);
});

test('a page whose scripts did not arrive is loaded again, and comes to life', async ({ dashboard, page }) => {
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads++;
  });
  await page.route(/\/_next\/static\/chunks\/.*\.js/, (route) =>
    loads < 2 ? route.abort('connectionreset') : route.continue(),
  );
  await page.goto(`${dashboard.url}/sign-in`);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
});

test('the audit log names who did what, without secrets', async ({ dashboard, page }) => {
  await signIn(page, dashboard);
  await page.goto(`${dashboard.url}/settings#audit`);
  await expect(
    page
      .getByText('Create account', { exact: false })
      .or(page.getByText(/account.*viewer/i))
      .first(),
  ).toBeVisible();
  expect(await page.content()).not.toContain(password);
  expect(await page.content()).not.toContain(dashboard.token);
});
