'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useStartBackup } from '../backup/use-start-backup.ts';
import { useShortcut } from '../keys/use-shortcut.ts';
import { places } from './places.ts';
import type { Overlay } from './shell.tsx';
import { toggleTheme } from './theme.ts';

/** Keys that work on every page. */
export function GlobalShortcuts({ open }: { open: (overlay: Overlay) => void }) {
  const router = useRouter();
  const backup = useStartBackup();
  useFindKey(() => open('find'));
  useShortcut('?', () => open('keys'));
  useShortcut('t', toggleTheme);
  useShortcut('b', () => backup.start());
  useShortcut('r', () => router.push('/restore'));
  useShortcut('u', () => router.push('/archives?upload=1'));
  useShortcut('g h', () => router.push(places.home.href));
  useShortcut('g a', () => router.push(places.archives.href));
  useShortcut('g j', () => router.push(places.jobs.href));
  useShortcut('g s', () => router.push(places.settings.href));
  return null;
}

/** Ctrl K works everywhere, in fields too. */
function useFindKey(find: () => void) {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) find();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
