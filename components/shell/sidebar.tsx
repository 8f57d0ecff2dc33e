'use client';

import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Keyboard, KeyRound, LogOut, Search, Sun } from 'lucide-react';
import Link from 'next/link';
import { useTRPC } from '../api/trpc.ts';
import { count } from '../format/number.ts';
import { shell as words } from '../messages/shell.ts';
import { BrandMark } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { Menu, MenuItem, MenuRule } from '../ui/menu.tsx';
import { useInstallation } from './installation.tsx';
import { useMe } from './me.tsx';
import { useNotices } from './notices.tsx';
import { places } from './places.ts';
import type { Overlay, Place } from './shell.tsx';
import { signOut } from './sign-out.ts';
import { Switcher } from './switcher.tsx';
import { toggleTheme } from './theme.ts';

type SidebarProps = { place: Place; open: (overlay: Overlay) => void };

export function Sidebar({ place, open }: SidebarProps) {
  return (
    <aside className="sidebar" aria-label="Holdfast">
      <div className="sidebar-in">
        <Link className="brand" href="/">
          <BrandMark />
          Holdfast
        </Link>
        <Switcher />
        <MainNav place={place} />
        <div className="sidebar-foot">
          <button type="button" className="cmdk" onClick={() => open('find')}>
            <Icon of={Search} />
            {words.find}
            <KeyHint keys="Ctrl K" />
          </button>
          <button type="button" className="cmdk" onClick={toggleTheme}>
            <Icon of={Sun} />
            {words.theme}
            <KeyHint keys="T" />
          </button>
          <Account open={open} />
        </div>
      </div>
    </aside>
  );
}

function MainNav({ place }: { place: Place }) {
  const counts = useCounts();
  return (
    <nav className="nav" aria-label={words.navLabel}>
      {[places.home, places.archives, places.jobs, places.settings].map((one) => {
        const here = one.place === place || (one.place === 'archives' && place === 'restore');
        return (
          <Link key={one.place} href={one.href} aria-current={here ? 'page' : undefined}>
            <Icon of={one.icon} />
            {one.label}
            {counts[one.place] ? <span className="count">{counts[one.place]}</span> : null}
          </Link>
        );
      })}
    </nav>
  );
}

/** Counts only where they inform. */
function useCounts(): Partial<Record<Exclude<Place, null>, string | null>> {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  const { notices } = useNotices();
  const archives = useQuery(trpc.archives.list.queryOptions({ project, limit: 1 }, { enabled: known })).data?.total;
  return {
    archives: archives ? count(archives) : null,
    jobs: words.runningJobs(notices?.running.length ?? 0),
  };
}

function Account({ open }: { open: (overlay: Overlay) => void }) {
  const me = useMe();
  return (
    <div className="row">
      <span className="who">
        {me?.name ?? '\u00a0'}
        <br />
        {me ? `Holdfast ${me.holdfast}` : '\u00a0'}
      </span>
      <Menu
        trigger={
          <Button look="quiet" icon={Ellipsis} iconOnly>
            {words.accountMenu}
          </Button>
        }
      >
        <MenuItem icon={Keyboard} onSelect={() => open('keys')} shortcut="?">
          {words.shortcuts}
        </MenuItem>
        <MenuItem icon={KeyRound} onSelect={() => open('password')}>
          {words.changePassword}
        </MenuItem>
        <MenuRule />
        <MenuItem icon={LogOut} onSelect={signOut}>
          {words.signOut}
        </MenuItem>
      </Menu>
    </div>
  );
}
