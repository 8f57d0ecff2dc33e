'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False while the server renders and until the browser has taken over: times and zones are the browser's. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
