'use client';

import { useSyncExternalStore } from 'react';
import { lettersStore } from '../keys/letters.ts';
import { keys as words } from '../messages/keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Check } from '../ui/field.tsx';

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const letters = useSyncExternalStore(lettersStore.subscribe, lettersStore.get, () => true);
  return (
    <Dialog open={open} onClose={onClose} title={words.title} wide cross>
      <div className="keygroups">
        {words.groups.map((group) => (
          <div key={group.name}>
            <h3>{group.name}</h3>
            <ul className="keys">
              {group.keys.map(([label, ...keys]) => (
                <li key={label}>
                  <span>{label}</span>
                  <span>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <Check
        look="switch"
        checked={letters}
        onChange={(event) => lettersStore.set(event.target.checked)}
        small={words.lettersSmall}
      >
        {words.letters}
      </Check>
    </Dialog>
  );
}
