'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useShortcutListener } from '../keys/use-shortcut.ts';
import { shell as words } from '../messages/shell.ts';
import { Toaster } from '../ui/toaster.tsx';
import { Banners } from './banners.tsx';
import { CommandMenu } from './command-menu/command-menu.tsx';
import { GlobalShortcuts } from './global-shortcuts.tsx';
import { MoreSheet } from './more-sheet.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { Sidebar } from './sidebar.tsx';
import { SignedOut } from './signed-out.tsx';
import { Tabbar } from './tabbar.tsx';
import { Topbar } from './topbar.tsx';

export type Overlay = 'find' | 'keys' | 'more' | 'password' | null;

/** The frame of every page behind the sign-in. */
export function Shell({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const place = placeOf(usePathname() ?? '/');
  const close = () => setOverlay(null);
  useShortcutListener();
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <GlobalShortcuts open={setOverlay} />
      <Topbar />
      <div className="app">
        <Sidebar place={place} open={setOverlay} />
        <main className="main" id="main" tabIndex={-1}>
          <Banners />
          <div className="page">{children}</div>
        </main>
      </div>
      <Tabbar place={place} more={() => setOverlay('more')} />
      <CommandMenu open={overlay === 'find'} onClose={close} show={setOverlay} />
      <ShortcutSheet open={overlay === 'keys'} onClose={close} />
      <MoreSheet open={overlay === 'more'} onClose={close} show={setOverlay} />
      <PasswordDialog open={overlay === 'password'} onClose={close} />
      <SignedOut />
      <Toaster />
    </>
  );
}

export type Place = 'home' | 'archives' | 'restore' | 'jobs' | 'settings' | null;

function placeOf(path: string): Place {
  if (path === '/') return 'home';
  const first = path.split('/')[1];
  return first === 'archives' || first === 'restore' || first === 'jobs' || first === 'settings' ? first : null;
}
