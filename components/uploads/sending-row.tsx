'use client';

import { Pause, Play, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNow } from '../api/use-now.ts';
import { bytesOf, rate } from '../format/bytes.ts';
import { hourMinute } from '../format/date.ts';
import { roughly } from '../format/duration.ts';
import { uploads as words } from '../messages/archives.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import type { Sending } from './sending.ts';
import { ServerRow } from './server-row.tsx';
import type { ServerUpload } from './upload-panel.tsx';
import { useUploads } from './uploads-provider.tsx';

type SendingRowProps = { sending: Sending; server: ServerUpload | undefined; forRestore?: boolean };

/** A file on its way; once all of it is there, what the server makes of it. */
export function SendingRow({ sending, server, forRestore }: SendingRowProps) {
  const { pause, resume, cancel, forget } = useUploads();
  if (sending.state === 'sent') {
    return server ? (
      <ServerRow upload={server} forRestore={forRestore} onClose={() => forget(sending.key)} />
    ) : (
      <p className="upload-row">{words.checking}</p>
    );
  }
  return (
    <div className="upload-row">
      <div className="cols spread">
        <span>
          <code className="ink">{sending.file}</code> <span className="quiet">{words.from}</span>
        </span>
        <span className="cols">
          {sending.state === 'paused' || sending.state === 'failed' ? (
            <Button look="quiet" icon={Play} onClick={() => resume(sending.key)}>
              {words.resume}
            </Button>
          ) : (
            <Button look="quiet" icon={Pause} onClick={() => pause(sending.key)}>
              {words.pause}
            </Button>
          )}
          <Button look="quiet" onClick={() => cancel(sending.key)}>
            {words.cancel}
          </Button>
        </span>
      </div>
      <SendingProgress sending={sending} />
      {sending.state === 'failed' ? <ErrorNotice error={sending.error} /> : null}
    </div>
  );
}

function SendingProgress({ sending }: { sending: Sending }) {
  const now = useNow(1_000);
  const seconds = (now - (sending.wentOnAt ?? sending.startedAt)) / 1000;
  const perSecond = seconds > 2 ? (sending.sent - sending.resumedFrom) / seconds : 0;
  const left = perSecond > 0 ? ((sending.total - sending.sent) / perSecond) * 1000 : null;
  const moving = sending.state === 'sending';
  const [part, whole] = bytesOf(sending.sent, sending.total).split(' of ');
  const facts: ReactNode[] = [
    <span key="bytes">
      <b>{part}</b> of {whole}
    </span>,
    moving && perSecond > 0 ? <b key="rate">{rate(perSecond)}</b> : null,
    moving && left !== null ? (
      <span key="left">
        <b>{roughly(left)}</b> {words.left}
      </span>
    ) : null,
  ].filter(Boolean);
  return (
    <Progress
      label={`${words.label}: ${sending.file}`}
      share={sending.total > 0 ? sending.sent / sending.total : 0}
      facts={facts}
      end={<State sending={sending} />}
    />
  );
}

function State({ sending }: { sending: Sending }) {
  if (sending.state === 'paused') return words.paused(sending.sent);
  if (sending.state === 'lost' && sending.lostAt)
    return <span className="warn-ink">{words.lost(hourMinute(sending.lostAt))}</span>;
  if (!sending.wentOnAt) return null;
  return (
    <>
      <Icon of={RotateCcw} small /> {words.wentOn(hourMinute(sending.wentOnAt), sending.resumedFrom)}
    </>
  );
}
