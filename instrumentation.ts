/** Runs once when the server starts, before it answers. Next bundles this file apart from the routes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { start } = await import('./server/start/index.ts');
  await start();
}
