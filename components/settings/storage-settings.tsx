'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import { Async } from '../ui/async.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';

const words = settings.storage;

export function StorageSettings() {
  const trpc = useTRPC();
  const query = useQuery(trpc.store.get.queryOptions());
  return (
    <Section id="storage" label={settings.tabs.storage}>
      <Async query={query} label={words.loading} skeleton={<SkeletonRows rows={1} />}>
        {(store) => {
          const whole = store.usedBytes + store.freeBytes;
          return (
            <div className="stack">
              <p className="lede">
                <Rich text={words.say(store.archives, store.usedBytes, store.freeBytes)} />{' '}
                <Rich text={words.place(store.kind, store.path)} />
              </p>
              <div className="track" role="img" aria-label={words.used(store.usedBytes, whole)}>
                <i style={{ width: `max(2px, ${(store.usedBytes / Math.max(1, whole)) * 100}%)` }} />
              </div>
            </div>
          );
        }}
      </Async>
    </Section>
  );
}
