'use client';

import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { settle } from './settle.ts';

export type InstallationChoice = Outputs['installations']['list'][number];

type Choice = {
  /** The one that pages are about; null until it is known, and where there is none. */
  installation: InstallationChoice | null;
  /** Its compose project, for procedures; undefined lets the server take the only one. */
  project: string | undefined;
  /** Whether it has been asked which ones there are: what is about one of them is asked for afterwards. */
  known: boolean;
  all: InstallationChoice[];
  choose: (project: string) => void;
};

const ChoiceContext = createContext<Choice | null>(null);
const storageKey = 'holdfast-project';
const none: InstallationChoice[] = [];

export function InstallationProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.installations.list.queryOptions(undefined, { refetchInterval: 30_000 }));
  const all = list.data ?? none;
  const [chosen, setChosen] = useState<string | null>(readChosen);
  const [shown, setShown] = useState<string | null>(null);
  const installation = settle(all, [chosen, shown]);
  if (installation && installation.project !== shown) setShown(installation.project);

  function choose(project: string) {
    localStorage.setItem(storageKey, project);
    setChosen(project);
  }

  // As long as nobody has chosen, the one that pages came to first counts as chosen: others come and go.
  useEffect(() => {
    if (chosen !== null || shown === null) return;
    localStorage.setItem(storageKey, shown);
    setChosen(shown);
  }, [chosen, shown]);

  return (
    <ChoiceContext value={{ installation, project: installation?.project, known: !list.isPending, all, choose }}>
      {children}
    </ChoiceContext>
  );
}

export function useInstallation(): Choice {
  const choice = useContext(ChoiceContext);
  if (!choice) throw new Error('InstallationProvider is missing above this component');
  return choice;
}

function readChosen(): string | null {
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(storageKey);
}
