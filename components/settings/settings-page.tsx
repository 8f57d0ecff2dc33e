'use client';

import { settings as words } from '../messages/settings.ts';
import { useMe } from '../shell/me.tsx';
import { PageHead, useTitle } from '../ui/page-head.tsx';
import { Rich } from '../ui/rich.tsx';
import { Accounts } from './accounts.tsx';
import { Audit } from './audit.tsx';
import { InstallationSettings } from './installation-settings.tsx';
import { StorageSettings } from './storage-settings.tsx';
import { Tokens } from './tokens.tsx';
import { useHash } from './use-hash.ts';

export function SettingsPage() {
  const me = useMe();
  const admin = me?.role === 'admin';
  const present = useHash() || 'installation';
  useTitle(words.title);
  const tabs = Object.entries(words.tabs).filter(([id]) => admin || id === 'installation' || id === 'storage');
  return (
    <>
      <PageHead title={words.title} meta={<Rich text={words.saved} links={admin ? { audit: '#audit' } : {}} />} />
      <nav className="tabs" aria-label={words.tabsLabel}>
        {tabs.map(([id, label]) => (
          <a key={id} href={`#${id}`} aria-current={id === present ? 'true' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <InstallationSettings />
      <StorageSettings />
      {admin ? (
        <>
          <Accounts me={me.name} />
          <Tokens />
          <Audit />
        </>
      ) : (
        <p className="note py-6">{words.notAdmin}</p>
      )}
    </>
  );
}
