/** Version of the PostgreSQL in an image. Official ones set PG_VERSION ("15.8-1.pgdg120+1") and PG_MAJOR; Bitnami's set APP_VERSION. */
export function versionFromEnvironment(env: Record<string, string | undefined>): string | null {
  const text = env.PG_VERSION || (env.BITNAMI_APP_NAME === 'postgresql' ? env.APP_VERSION : '') || env.PG_MAJOR || '';
  return leadingNumbers(text);
}

export const leadingNumbers = (text: string): string | null => /^\d+(\.\d+)*/.exec(text)?.[0] ?? null;
