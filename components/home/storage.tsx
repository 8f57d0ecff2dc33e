import { bytes } from '../format/bytes.ts';
import { home as words } from '../messages/home.ts';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import type { Home } from './types.ts';

export function Storage({ store }: { store: Home['store'] }) {
  const whole = store.usedBytes + store.freeBytes;
  const used = whole === 0 ? 0 : store.usedBytes / whole;
  return (
    <Section label={words.sections.storage}>
      <div className="stack">
        <p className="say">
          <Rich text={words.storage(store.archives, store.usedBytes, store.freeBytes)} />
        </p>
        <div className="track" role="img" aria-label={`${bytes(store.usedBytes)} of ${bytes(whole)} used by archives`}>
          <i style={{ width: `max(2px, ${used * 100}%)` }} />
        </div>
        <p className="note">
          <Rich text={words.storeAt(store.path, store.kind)} />
        </p>
      </div>
    </Section>
  );
}
