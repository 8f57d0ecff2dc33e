'use client';

import { useRef } from 'react';
import { useShortcut } from '../keys/use-shortcut.ts';

/**
 * J and K move through the rows of a list, X selects; Enter opens, since the focus stands on the row's link. Links carry
 * `data-row`.
 */
export function useRowKeys(toggle?: (id: string) => void) {
  const ref = useRef<HTMLTableElement>(null);
  const links = () => [...(ref.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const present = () => links().indexOf(document.activeElement as HTMLElement);

  function move(step: number) {
    const all = links();
    const at = present();
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
    all[next]?.focus();
  }

  useShortcut('j', () => move(1));
  useShortcut('k', () => move(-1));
  useShortcut('x', () => {
    const id = links()[present()]?.dataset.row;
    if (id) toggle?.(id);
  });
  return ref;
}
