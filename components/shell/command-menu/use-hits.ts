'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { Archive, Keyboard, LogOut, type LucideIcon, RotateCcw, Save, Sun, TriangleAlert, Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../../api/trpc.ts';
import { useStartBackup } from '../../backup/use-start-backup.ts';
import { listMoment } from '../../format/date.ts';
import { find as words } from '../../messages/find.ts';
import { verdicts } from '../../messages/verdicts.ts';
import { useInstallation } from '../installation.tsx';
import { useNotices } from '../notices.tsx';
import { places } from '../places.ts';
import type { Overlay } from '../shell.tsx';
import { signOut } from '../sign-out.ts';
import { toggleTheme } from '../theme.ts';
import { matches } from './matches.ts';

export type Hit = { id: string; icon: LucideIcon; label: string; small?: string; key?: string; run: () => void };
export type HitGroup = { name: string; hits: Hit[] };

/** What the menu offers for a query: archives that match it, then actions, then pages. */
export function useHits(query: string, open: boolean, show: (overlay: Overlay) => void): HitGroup[] {
  const archives = useArchiveHits(query, open);
  const actions = useActions(show).filter((hit) => matches(hit.label, query));
  const router = useRouter();
  const pages = Object.values(places)
    .filter((place) => matches(place.label, query))
    .map((place) => ({
      id: `go-${place.place}`,
      icon: place.icon,
      label: place.label,
      run: () => router.push(place.href),
    }));
  return [
    { name: words.groups.archives, hits: archives },
    { name: words.groups.do, hits: actions },
    { name: words.groups.go, hits: pages },
  ].filter((group) => group.hits.length > 0);
}

function useArchiveHits(query: string, open: boolean): Hit[] {
  const trpc = useTRPC();
  const router = useRouter();
  const { project } = useInstallation();
  const search = query.trim();
  const input = open && search.length > 1 ? { project, search, limit: 4 } : skipToken;
  const rows = useQuery(trpc.archives.list.queryOptions(input)).data?.rows ?? [];
  return rows.map((row) => ({
    id: row.id,
    icon: Archive,
    label: listMoment(row.createdAt),
    small: words.archive(verdicts[row.verdict].word, row.note),
    run: () => router.push(`/archives/${row.id}`),
  }));
}

function useActions(show: (overlay: Overlay) => void): Hit[] {
  const router = useRouter();
  const backup = useStartBackup();
  const restart = useNotices().notices?.restarts.find((one) => one.required.length > 0);
  const text = words.do;
  return [
    ...(backup.why
      ? []
      : [{ id: 'do-backup', icon: Save, label: text.backup, small: text.backupSmall, key: 'B', run: backup.start }]),
    {
      id: 'do-restore',
      icon: RotateCcw,
      label: text.restore,
      small: text.restoreSmall,
      key: 'R',
      run: () => router.push('/restore'),
    },
    {
      id: 'do-upload',
      icon: Upload,
      label: text.upload,
      small: text.uploadSmall,
      key: 'U',
      run: () => router.push('/archives?upload=1'),
    },
    ...(restart
      ? [
          {
            id: 'do-reasons',
            icon: TriangleAlert,
            label: text.reasons,
            run: () => router.push(`/jobs/${restart.jobId}/result#restart`),
          },
        ]
      : []),
    { id: 'do-theme', icon: Sun, label: text.theme, key: 'T', run: toggleTheme },
    { id: 'do-keys', icon: Keyboard, label: text.keys, key: '?', run: () => show('keys') },
    { id: 'do-sign-out', icon: LogOut, label: text.signOut, run: () => void signOut() },
  ];
}
