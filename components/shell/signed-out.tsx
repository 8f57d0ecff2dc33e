'use client';

import { useEffect } from 'react';
import { expectSignOutBy, leaveForSignIn, type SignedOutBy } from '../api/sign-out.ts';
import { moment, msOf } from '../format/date.ts';
import { signedOut as words } from '../messages/shell.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Rich } from '../ui/rich.tsx';
import { useMe } from './me.tsx';
import { type Notices, useNotices } from './notices.tsx';

/**
 * Every open page learns that a restore has ended its session: it says why and leads to the sign-in and from there to
 * the result. While a restore runs, an end of the session that comes before the notice is laid to it as well.
 */
export function SignedOut() {
  const { notices } = useNotices();
  const since = useMe()?.since;
  const by = endedBy(notices, since);
  const expected = by ?? runningRestore(notices);
  useEffect(() => expectSignOutBy(expected), [expected]);
  if (!by) return null;
  return (
    <Dialog
      open
      onClose={leaveForSignIn}
      title={words.title}
      footer={
        <Button look="primary" onClick={leaveForSignIn} autoFocus>
          {words.signIn}
        </Button>
      }
    >
      <p>
        <Rich text={words.text(by.project, moment(by.at))} />
      </p>
      <p>{words.after}</p>
    </Dialog>
  );
}

function endedBy(notices: Notices | undefined, since: string | null | undefined): SignedOutBy | null {
  const ended = notices?.sessions;
  if (!ended || !since || msOf(ended.at) <= msOf(since)) return null;
  return { jobId: ended.jobId, project: ended.project, at: ended.at };
}

function runningRestore(notices: Notices | undefined): SignedOutBy | null {
  const job = notices?.running.find(({ kind }) => kind === 'restore' || kind === 'undo');
  return job ? { jobId: job.id, project: job.project, at: new Date().toISOString() } : null;
}
