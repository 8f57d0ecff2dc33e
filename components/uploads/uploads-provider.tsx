'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { type Sender, type Sending, send } from './sending.ts';

type Uploads = {
  sendings: Sending[];
  add: (file: File) => void;
  pause: (key: string) => void;
  resume: (key: string) => void;
  /** Stops it and has the server clear away what came so far. */
  cancel: (key: string) => void;
  /** Takes what has ended off the list. */
  forget: (key: string) => void;
};

const UploadsContext = createContext<Uploads | null>(null);

/** Uploads belong to the tab, not to a page: one may look around while a file is on its way. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [sendings, setSendings] = useState<Sending[]>([]);
  const senders = useRef(new Map<string, Promise<Sender>>());
  const busy = sendings.some((one) => one.state === 'sending' || one.state === 'lost');
  useLeaveWarning(busy);

  function change(key: string, part: Partial<Sending>) {
    setSendings((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
    if (part.state === 'sent') void client.invalidateQueries(trpc.uploads.pathFilter());
  }

  function add(file: File) {
    const key = `${file.name}-${file.size}-${Date.now()}`;
    const sending: Sending = {
      key,
      file: file.name,
      total: file.size,
      sent: 0,
      state: 'sending',
      uploadId: null,
      resumedFrom: 0,
      startedAt: Date.now(),
      lostAt: null,
      wentOnAt: null,
      error: null,
    };
    setSendings((all) => [...all, sending]);
    senders.current.set(
      key,
      send(file, (part) => change(key, part)),
    );
  }

  const order = (key: string, what: (sender: Sender) => void) => void senders.current.get(key)?.then(what);
  const forget = (key: string) => setSendings((all) => all.filter((one) => one.key !== key));
  const uploads: Uploads = {
    sendings,
    add,
    forget,
    pause: (key) => order(key, (sender) => sender.pause()),
    resume: (key) => order(key, (sender) => sender.resume()),
    cancel: (key) =>
      order(key, (sender) => {
        forget(key);
        void sender.cancel().then(() => client.invalidateQueries(trpc.uploads.pathFilter()));
      }),
  };
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('UploadsProvider is missing above this component');
  return uploads;
}

/** Closing the tab would stop the upload: the browser asks first. */
function useLeaveWarning(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [busy]);
}
