'use client';

import { useQuery } from '@tanstack/react-query';
import { Upload as UploadIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { uploads as words } from '../messages/archives.ts';
import { useMe } from '../shell/me.tsx';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/icon.tsx';
import { SendingRow } from './sending-row.tsx';
import { ServerRow } from './server-row.tsx';
import { useUploads } from './uploads-provider.tsx';

export type ServerUpload = Outputs['uploads']['list'][number];

const day = 86_400_000;

type UploadPanelProps = {
  /** Puts the focus on the choice of a file. */
  asked?: boolean;
  /** Stands there only when asked for, or while there is something to tell. Dropping a file works all the same. */
  onDemand?: boolean;
  /** On a restore's first screen: the words differ. */
  forRestore?: boolean;
};

/** Where files are dropped, and what became of each. */
export function UploadPanel({ asked = false, onDemand = false, forRestore }: UploadPanelProps) {
  const input = useRef<HTMLInputElement>(null);
  const { sendings, add } = useUploads();
  const over = useDropOnPage(add);
  const known = useServerUploads();
  const rest = known.filter((one) => !sendings.some((sending) => sending.uploadId === one.id));

  useEffect(() => {
    if (asked) input.current?.focus();
  }, [asked]);

  if (onDemand && !asked && !over && sendings.length === 0 && rest.every((one) => one.state === 'done')) return null;

  return (
    <section aria-label={words.label} className={cx('drop', over && 'is-over')}>
      <div className="cols">
        <Icon of={UploadIcon} tone="quiet" />
        <span>
          {forRestore ? words.read : words.drop}{' '}
          <label className="file-link">
            <input
              ref={input}
              type="file"
              accept=".tar,application/x-tar"
              multiple
              className="sr"
              onChange={(event) => {
                for (const file of event.target.files ?? []) add(file);
                event.target.value = '';
              }}
            />
            <span>{words.choose}</span>
          </label>
          {forRestore ? words.readAfter : words.after}
        </span>
      </div>
      {sendings.map((sending) => (
        <SendingRow
          key={sending.key}
          sending={sending}
          server={known.find((one) => one.id === sending.uploadId)}
          forRestore={forRestore}
        />
      ))}
      {rest.map((upload) => (
        <ServerRow key={upload.id} upload={upload} forRestore={forRestore} />
      ))}
    </section>
  );
}

/** What the server knows of uploads of the last day; nothing of those that ended well, they stand in the list of archives. */
function useServerUploads(): ServerUpload[] {
  const trpc = useTRPC();
  const isAdmin = useMe()?.role === 'admin';
  const { sendings } = useUploads();
  const query = useQuery(
    trpc.uploads.list.queryOptions(undefined, {
      enabled: isAdmin,
      refetchInterval: ({ state }) =>
        sendings.length > 0 || state.data?.some((one) => one.state === 'checking') ? 2_000 : 30_000,
    }),
  );
  return (query.data ?? []).filter((one) => Date.now() - Date.parse(one.updatedAt) < day);
}

/** Files may be dropped anywhere on the page. @returns whether one hovers over it */
function useDropOnPage(add: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      for (const file of event.dataTransfer?.files ?? []) latest.current(file);
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}
