'use client';

import { useEffect, useRef } from 'react';
import { lettersStore } from './letters.ts';

type Handler = () => void;

const handlers = new Map<string, Handler[]>();
let pending = '';
let pendingUntil = 0;

/**
 * Calls `handler` at a key ("b", "?") or two in a row ("g h"). Never inside a field or a dialog, never with Ctrl, Alt or
 * Meta, and not at all where single letters were turned off. The newest handler of a key wins.
 */
export function useShortcut(keys: string, handler: Handler, enabled = true): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    if (!enabled) return;
    const call = () => latest.current();
    handlers.set(keys, [...(handlers.get(keys) ?? []), call]);
    return () => {
      handlers.set(
        keys,
        (handlers.get(keys) ?? []).filter((other) => other !== call),
      );
    };
  }, [keys, enabled]);
}

/** Listens to the whole page; the shell mounts it once. */
export function useShortcutListener(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector('dialog[open]') || !lettersStore.get()) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const two = performance.now() < pendingUntil ? `${pending} ${key}` : '';
  const handler = newest(two) ?? newest(key);
  pending = '';
  if (handler) {
    event.preventDefault();
    handler();
  } else if ([...handlers.keys()].some((keys) => keys.startsWith(`${key} `))) {
    pending = key;
    pendingUntil = performance.now() + 1500;
  }
}

function newest(keys: string): Handler | undefined {
  return handlers.get(keys)?.at(-1);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox],[type=radio]), textarea, select, [role=menu] *'))
  );
}
