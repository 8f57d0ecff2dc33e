'use client';

import { useSyncExternalStore } from 'react';

/**
 * Whether this tab is looked at. Streams are open only then: browsers allow six connections a host under HTTP/1.1, and
 * forgotten tabs must not use them up. A tab that comes back gets the present state at once.
 */
export function useVisible(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible',
    () => true,
  );
}

function subscribe(listener: () => void) {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
