'use client';

import { useRef } from 'react';

/**
 * A key that stays the same while one and the same thing is being asked for, so that a click repeated after a lost answer
 * starts nothing twice. `renew` after the answer came.
 */
export function useIdempotencyKey(): { key: () => string; renew: () => void } {
  const ref = useRef<string | null>(null);
  return {
    key: () => {
      ref.current ??= randomKey();
      return ref.current;
    },
    renew: () => {
      ref.current = null;
    },
  };
}

/** crypto.randomUUID is missing over plain http. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
