'use client';

import { Keyboard, KeyRound, LogOut, Search, Server, SlidersHorizontal, Sun, X } from 'lucide-react';
import Link from 'next/link';
import { sheet, shell as words } from '../messages/shell.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { useInstallation } from './installation.tsx';
import { useMe } from './me.tsx';
import type { Overlay } from './shell.tsx';
import { signOut } from './sign-out.ts';
import { stateOf } from './switcher.tsx';
import { toggleTheme } from './theme.ts';

type MoreSheetProps = { open: boolean; onClose: () => void; show: (overlay: Overlay) => void };

/** What the bottom bar has no room for. */
export function MoreSheet({ open, onClose, show }: MoreSheetProps) {
  const { installation, all, choose } = useInstallation();
  const me = useMe();
  return (
    <Modal open={open} onClose={onClose} className="sheet-up" label={sheet.title}>
      <header>
        <h2>{sheet.title}</h2>
        <Button look="quiet" icon={X} iconOnly onClick={onClose}>
          Close
        </Button>
      </header>
      <ul>
        <li>
          <button type="button" onClick={() => show('find')}>
            <Icon of={Search} />
            {words.find}
          </button>
        </li>
        <li>
          <Link href="/settings" onClick={onClose}>
            <Icon of={SlidersHorizontal} />
            {words.nav.settings}
          </Link>
        </li>
      </ul>
      <h3 className="grp">{sheet.installation}</h3>
      <ul>
        {all.map((one) => (
          <li key={one.project}>
            <button
              type="button"
              aria-current={one.project === installation?.project ? 'true' : undefined}
              onClick={() => {
                choose(one.project);
                onClose();
              }}
            >
              <Icon of={Server} />
              {one.project}
              <small>{stateOf(one)}</small>
            </button>
          </li>
        ))}
      </ul>
      <h3 className="grp">{sheet.you}</h3>
      <ul>
        <li>
          <button type="button" onClick={toggleTheme}>
            <Icon of={Sun} />
            {words.theme}
          </button>
        </li>
        <li>
          <button type="button" onClick={() => show('keys')}>
            <Icon of={Keyboard} />
            {words.shortcuts}
          </button>
        </li>
        <li>
          <button type="button" onClick={() => show('password')}>
            <Icon of={KeyRound} />
            {words.changePassword}
          </button>
        </li>
        <li>
          <button type="button" onClick={signOut}>
            <Icon of={LogOut} />
            {words.signOut}
            <small>{me?.name}</small>
          </button>
        </li>
      </ul>
    </Modal>
  );
}
