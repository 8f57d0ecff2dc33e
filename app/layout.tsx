import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { isTheme, themeCookie } from '@/components/shell/theme.ts';
import { fontClasses } from './fonts.ts';
import { reloadWhenBroken } from './reload-when-broken.ts';
import './styles/index.css';

export const metadata: Metadata = {
  title: 'Holdfast',
  description: 'Consistent backups and provable restores for Docker Compose installations.',
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(themeCookie)?.value;
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" className={fontClasses} data-theme={isTheme(theme) ? theme : undefined}>
      <head>
        {/* Browsers hide a nonce from scripts, so what is there differs from what React expects. */}
        <script nonce={nonce} suppressHydrationWarning>
          {reloadWhenBroken}
        </script>
      </head>
      <body>{children}</body>
    </html>
  );
}
