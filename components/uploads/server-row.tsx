'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { bytesOf } from '../format/bytes.ts';
import { uploads as words } from '../messages/archives.ts';
import { Findings } from '../restore/findings.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import { Rich } from '../ui/rich.tsx';
import type { ServerUpload } from './upload-panel.tsx';

type ServerRowProps = { upload: ServerUpload; forRestore?: boolean; onClose?: () => void };

/** What the server says of an upload: still coming, being checked, refused with what was found, or ready. */
export function ServerRow({ upload, forRestore, onClose }: ServerRowProps) {
  switch (upload.state) {
    case 'receiving':
      return <Waiting upload={upload} />;
    case 'checking':
      return <Checking upload={upload} />;
    case 'kept':
      return <Kept upload={upload} />;
    case 'refused':
      return <Refused upload={upload} onClose={onClose} />;
    case 'abandoned':
      return (
        <p className="upload-row">
          <Rich text={words.abandoned(upload.file)} />
        </p>
      );
    case 'done':
      return <Done upload={upload} forRestore={forRestore} />;
  }
}

function Waiting({ upload }: { upload: ServerUpload }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const discard = useMutation(
    trpc.uploads.discard.mutationOptions({ onSuccess: () => client.invalidateQueries(trpc.uploads.pathFilter()) }),
  );
  return (
    <div className="upload-row">
      <div className="cols spread">
        <span>
          <code className="ink">{upload.file}</code> <span className="quiet">{words.earlier}</span>
        </span>
        <Button
          look="quiet"
          onClick={() => discard.mutate({ id: upload.id })}
          busy={discard.isPending ? words.discard : null}
        >
          {words.discard}
        </Button>
      </div>
      <Progress
        label={`${words.label}: ${upload.file}`}
        share={upload.bytes > 0 ? upload.received / upload.bytes : 0}
        facts={[<b key="bytes">{bytesOf(upload.received, upload.bytes)}</b>]}
      />
    </div>
  );
}

function Checking({ upload }: { upload: ServerUpload }) {
  return (
    <div className="upload-row cols spread" role="status">
      <span>
        <code className="ink">{upload.file}</code> <span className="quiet">{words.checking}</span>
      </span>
      {upload.jobId ? (
        <ButtonLink look="quiet" href={`/jobs/${upload.jobId}`}>
          {words.watch}
        </ButtonLink>
      ) : null}
    </div>
  );
}

/** We failed, not the file: it waits to be checked again. */
function Kept({ upload }: { upload: ServerUpload }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const renew = { onSuccess: () => client.invalidateQueries(trpc.uploads.pathFilter()) };
  const retry = useMutation(trpc.uploads.retry.mutationOptions(renew));
  const discard = useMutation(trpc.uploads.discard.mutationOptions(renew));
  return (
    <div className="upload-row">
      <div className="cols spread">
        <Rich text={words.kept(upload.file)} />
        <span>
          <Button onClick={() => retry.mutate({ id: upload.id })} busy={retry.isPending ? words.retry : null}>
            {words.retry}
          </Button>{' '}
          <Button
            look="quiet"
            onClick={() => discard.mutate({ id: upload.id })}
            busy={discard.isPending ? words.discard : null}
          >
            {words.discard}
          </Button>
        </span>
      </div>
      <Findings findings={upload.findings.filter((finding) => finding.level !== 'pass')} />
    </div>
  );
}

function Refused({ upload, onClose }: { upload: ServerUpload; onClose?: () => void }) {
  return (
    <div className="upload-row">
      <Banner
        tone="danger"
        inset
        actions={
          <>
            {upload.jobId ? <ButtonLink href={`/jobs/${upload.jobId}`}>{words.job}</ButtonLink> : null}
            {onClose ? (
              <Button look="quiet" onClick={onClose}>
                Close
              </Button>
            ) : null}
          </>
        }
      >
        <p>
          <Rich text={words.refused(upload.file)} />
        </p>
      </Banner>
      <Findings findings={upload.findings.filter((finding) => finding.level !== 'pass')} />
    </div>
  );
}

function Done({ upload, forRestore }: { upload: ServerUpload; forRestore?: boolean }) {
  if (!upload.archiveId) return null;
  return (
    <div className="upload-row cols spread" role="status">
      <span>
        <code className="ink">{upload.file}</code> <span className="quiet">{words.done}</span>
      </span>
      <ButtonLink
        look={forRestore ? 'primary' : 'plain'}
        href={forRestore ? `/restore/${upload.archiveId}/contents` : `/archives/${upload.archiveId}`}
      >
        {forRestore ? 'Look inside' : words.open}
      </ButtonLink>
    </div>
  );
}
