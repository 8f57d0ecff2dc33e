'use client';

import { useState } from 'react';

export type Selection = {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  all: (ids: readonly string[]) => void;
  clear: () => void;
  ids: readonly string[];
};

/** Which rows of a list are selected; what is no longer in the list is no longer selected. */
export function useSelection(present: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = present.filter((id) => chosen.has(id));
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle: (id) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    all: (wanted) => setChosen(new Set(wanted)),
    clear: () => setChosen(new Set()),
  };
}
