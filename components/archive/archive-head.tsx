'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, Ellipsis, Pencil, Pin, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { DeleteDialog } from '../archives/delete-dialog.tsx';
import { bytes } from '../format/bytes.ts';
import { exactMoment, nearMoment } from '../format/date.ts';
import { useShortcut } from '../keys/use-shortcut.ts';
import { archive as words } from '../messages/archive.ts';
import { rehearsal } from '../messages/rehearsal.ts';
import { origins, triggers } from '../messages/verdicts.ts';
import { useRehearse } from '../rehearsal/use-rehearse.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { Chip } from '../ui/mark.tsx';
import { Menu, MenuItem, MenuRule } from '../ui/menu.tsx';
import { toastError } from '../ui/toast-error.ts';
import { showToast } from '../ui/toast-store.ts';
import { NoteDialog } from './note-dialog.tsx';
import { proofStates, verdictStates } from './states.ts';
import type { ArchiveDetail } from './types.ts';
import { usePin } from './use-pin.ts';

export function ArchiveHead({ archive }: { archive: ArchiveDetail }) {
  return (
    <header className="page-head tall">
      <div>
        <h1>{exactMoment(archive.createdAt)}</h1>
        <p className="meta">
          {[
            originOf(archive),
            archive.version ? `${archive.manifest.product?.name ?? archive.project} ${archive.version}` : '',
            ...servers(archive),
            bytes(archive.bytes),
          ]
            .filter(Boolean)
            .join(', ')}
          <br />
          <code>{archive.id}</code>
        </p>
        {archive.note ? <p className="lede mt-2">{archive.note}</p> : null}
        <p className="cols mt-3">
          <Chip state={verdictStates[archive.verdict]} />
          <Chip state={proofStates[archive.proof]}>{proofWord(archive)}</Chip>
          <RehearsalLink id={archive.id} />
        </p>
      </div>
      <Actions archive={archive} />
    </header>
  );
}

/** To what the newest rehearsal found, where there was one. */
function RehearsalLink({ id }: { id: string }) {
  const trpc = useTRPC();
  const newest = useQuery(trpc.archives.rehearsal.queryOptions({ id })).data;
  if (!newest) return null;
  return (
    <Link className="note" href={`/archives/${id}/rehearsal`}>
      {newest.finishedAt ? words.rehearsalReport : rehearsal.atWork}
    </Link>
  );
}

function originOf({ trigger, createdBy, origin }: ArchiveDetail): string {
  if (origin !== 'here') return origins[origin].charAt(0).toUpperCase() + origins[origin].slice(1);
  return trigger === 'manual' && createdBy ? `By ${createdBy}` : triggers[trigger];
}

function servers({ manifest }: ArchiveDetail): string[] {
  return [...new Set(manifest.databases.map((database) => `PostgreSQL ${database.serverVersion.split(' ')[0]}`))];
}

function proofWord({ proof, proofAt }: ArchiveDetail): string {
  if (proof === 'none') return words.notVerified;
  return proofAt ? words.proofAt(proofStates[proof].word, nearMoment(proofAt, Date.now())) : proofStates[proof].word;
}

function Actions({ archive }: { archive: ArchiveDetail }) {
  const router = useRouter();
  const admin = useRefusal('admin');
  const verify = useVerify(archive.id);
  const rehearse = useRehearse(archive.id);
  const pin = usePin(archive);
  const [dialog, setDialog] = useState<'note' | 'delete' | null>(null);
  useShortcut('v', verify.start);
  useShortcut('e', rehearse.start);
  useShortcut('p', pin.toggle, pin.why === null);
  useShortcut('n', () => setDialog('note'), verify.why === null);
  const close = () => setDialog(null);
  return (
    <div className="actions">
      {admin ? (
        <Button icon={Download} why={admin}>
          {words.download}
        </Button>
      ) : (
        <ButtonLink href={`/api/archives/${archive.id}/download`} download icon={Download}>
          {words.download}
        </ButtonLink>
      )}
      <Button onClick={verify.start} why={verify.why} busy={verify.busy}>
        {words.verify}
      </Button>
      <Button onClick={rehearse.start} why={rehearse.why} busy={rehearse.busy}>
        {rehearsal.button}
      </Button>
      <Button
        icon={Pin}
        iconOnly
        aria-pressed={archive.pinned}
        onClick={pin.toggle}
        why={pin.why}
        className={cx('pin', archive.pinned && 'is-pinned')}
      >
        {archive.pinned ? words.unpin : words.pin}
      </Button>
      <Menu
        trigger={
          <Button icon={Ellipsis} iconOnly>
            {words.more}
          </Button>
        }
      >
        <MenuItem icon={Pencil} shortcut="N" onSelect={() => setDialog('note')} why={verify.why}>
          {archive.note ? words.changeNote : words.addNote}
        </MenuItem>
        <MenuRule />
        <MenuItem icon={Trash2} danger onSelect={() => setDialog('delete')} why={admin}>
          {words.delete}
        </MenuItem>
      </Menu>
      <ButtonLink href={`/restore/${archive.id}/contents`} look="primary">
        {words.restore}
      </ButtonLink>
      <NoteDialog archive={archive} open={dialog === 'note'} onClose={close} />
      <DeleteDialog
        archives={[archive]}
        open={dialog === 'delete'}
        onClose={close}
        onDeleted={() => router.push('/archives')}
      />
    </div>
  );
}

function useVerify(id: string) {
  const trpc = useTRPC();
  const why = useRefusal('operator');
  const mutation = useMutation(
    trpc.archives.verify.mutationOptions({
      onSuccess: ({ jobId }) =>
        showToast({
          tone: 'quiet',
          title: words.verifyStarted,
          action: { label: words.watch, href: `/jobs/${jobId}` },
        }),
      onError: toastError,
    }),
  );
  return {
    start: () => {
      if (!why && !mutation.isPending) mutation.mutate({ id });
    },
    why,
    busy: mutation.isPending ? words.verify : null,
  };
}
