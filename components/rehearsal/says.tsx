import { Check, Circle } from 'lucide-react';
import { rehearsal as words } from '../messages/rehearsal.ts';
import { Icon } from '../ui/icon.tsx';
import { proofsOf } from './proofs.ts';
import type { Report } from './types.ts';

/** What the rehearsal proves and what it does not, equally large. */
export function Says({ report }: { report: Report }) {
  const proofs = proofsOf(report);
  return (
    <div className="proof2">
      <div>
        <h3>{words.proves}</h3>
        <ul>
          {proofs.map((text) => (
            <li key={text}>
              <Icon of={Check} tone="ok" />
              <span className="ink">{text}</span>
            </li>
          ))}
          {proofs.length === 0 ? (
            <li>
              <Icon of={Circle} tone="quiet" />
              <span>{words.provesNothing}</span>
            </li>
          ) : null}
        </ul>
      </div>
      <div>
        <h3>{words.provesNot}</h3>
        <ul>
          {Object.values(words.limits).map((text) => (
            <li key={text}>
              <Icon of={Circle} tone="quiet" />
              <span>{text}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
