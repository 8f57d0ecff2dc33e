import { Archive, House, List, type LucideIcon, RotateCcw, SlidersHorizontal } from 'lucide-react';
import { shell } from '../messages/shell.ts';
import type { Place } from './shell.tsx';

export type PlaceLink = { place: Exclude<Place, null>; href: string; label: string; icon: LucideIcon };

export const places = {
  home: { place: 'home', href: '/', label: shell.nav.home, icon: House },
  archives: { place: 'archives', href: '/archives', label: shell.nav.archives, icon: Archive },
  restore: { place: 'restore', href: '/restore', label: shell.nav.restore, icon: RotateCcw },
  jobs: { place: 'jobs', href: '/jobs', label: shell.nav.jobs, icon: List },
  settings: { place: 'settings', href: '/settings', label: shell.nav.settings, icon: SlidersHorizontal },
} as const satisfies Record<string, PlaceLink>;
