/** Builds the helper's image when its content is not there yet; answers its tag. */
export async function ensureHelperImage(): Promise<string> {
  throw new Error('not built yet');
}
