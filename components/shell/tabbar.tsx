'use client';

import { Menu as MenuIcon } from 'lucide-react';
import Link from 'next/link';
import { shell as words } from '../messages/shell.ts';
import { Icon } from '../ui/icon.tsx';
import { places } from './places.ts';
import type { Place } from './shell.tsx';

/** The bar at the bottom of narrow windows. */
export function Tabbar({ place, more }: { place: Place; more: () => void }) {
  return (
    <nav className="tabbar" aria-label={`${words.navLabel}, narrow`}>
      {[places.home, places.archives, places.restore, places.jobs].map((one) => (
        <Link key={one.place} href={one.href} aria-current={one.place === place ? 'page' : undefined}>
          <Icon of={one.icon} />
          {one.label}
        </Link>
      ))}
      <button
        type="button"
        onClick={more}
        aria-haspopup="dialog"
        aria-current={place === 'settings' ? 'page' : undefined}
      >
        <Icon of={MenuIcon} />
        {words.nav.more}
      </button>
    </nav>
  );
}
