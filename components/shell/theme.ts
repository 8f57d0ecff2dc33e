/** Kept in a cookie, not in localStorage: the server writes it into <html>, so no script has to run before the first paint. */
export const themeCookie = 'holdfast-theme';

export type Theme = 'light' | 'dark';

export function isTheme(value: string | undefined): value is Theme {
  return value === 'light' || value === 'dark';
}

/** Turns to the other of light and dark, whatever was shown until now. */
export function toggleTheme(): void {
  const root = document.documentElement;
  const shown = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const next: Theme = shown === 'dark' ? 'light' : 'dark';
  root.dataset.theme = next;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain http
  document.cookie = `${themeCookie}=${next}; path=/; max-age=31536000; samesite=lax`;
}
