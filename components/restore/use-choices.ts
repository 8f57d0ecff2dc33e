'use client';

import { useSearchParams } from 'next/navigation';
import { type Choices, choicesIn } from './choices.ts';

/** What was decided so far, from the address. */
export function useChoices(): Choices {
  return choicesIn(new URLSearchParams(useSearchParams() ?? undefined));
}
