'use client';

import { ChevronsUpDown } from 'lucide-react';
import { shell as words } from '../messages/shell.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { type InstallationChoice, useInstallation } from './installation.tsx';

/** Which installation the pages are about. */
export function Switcher() {
  const { installation, all, choose } = useInstallation();
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="switcher">
          <span className="sr">{words.changeInstallation}</span>
          <b>{installation?.project ?? words.noInstallation}</b>
          <small>{installation ? stateOf(installation) : '\u00a0'}</small>
          <Icon of={ChevronsUpDown} small />
        </button>
      }
    >
      <MenuChoice
        value={installation?.project ?? ''}
        onChange={choose}
        options={all.map((one) => ({ value: one.project, label: one.project, small: stateOf(one) }))}
      />
    </Menu>
  );
}

/** "1.10.2, running" */
export function stateOf({ version, state }: InstallationChoice): string {
  return [version, words.states[state]].filter(Boolean).join(', ');
}
