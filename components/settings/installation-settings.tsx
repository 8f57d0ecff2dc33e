'use client';

import type { Outputs } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import { shell } from '../messages/shell.ts';
import { useInstallation } from '../shell/installation.tsx';
import { useDiscovered } from '../shell/use-discovered.ts';
import { Async } from '../ui/async.tsx';
import { Definitions } from '../ui/defs.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { DatabaseForm } from './database-form.tsx';
import { IncludeForm } from './include-form.tsx';
import { ServicesTable } from './services-table.tsx';
import { VolumesTable } from './volumes-table.tsx';

export type InstallationView = Outputs['installations']['get'];

const words = settings.installation;

export function InstallationSettings() {
  const { project, known } = useInstallation();
  const query = useDiscovered(project, { enabled: known });
  return (
    <Section id="installation" label={settings.tabs.installation} className="first">
      <div>
        <Async query={query} label={words.loading} skeleton={<SkeletonRows />}>
          {(installation) => (
            <div className="stack-8">
              <Facts installation={installation} />
              <VolumesTable installation={installation} />
              <ServicesTable installation={installation} />
              <IncludeForm project={installation.project} />
            </div>
          )}
        </Async>
        <DatabaseForm />
      </div>
    </Section>
  );
}

function Facts({ installation: found }: { installation: InstallationView }) {
  const text = words.defs;
  return (
    <Definitions
      items={[
        { term: text.project, value: found.project },
        { term: text.profile, value: words.profileWhy(found.title, found.profile, found.profileReason) },
        ...(found.version ? [{ term: text.version, value: found.version }] : []),
        { term: text.state, value: shell.states[found.state] },
        { term: text.strategy, value: words.strategies[found.strategy] },
        { term: text.database, value: <Databases databases={found.databases} /> },
        { term: text.folder, value: found.folder ? <code>{found.folder}</code> : text.folderUnknown },
      ]}
    />
  );
}

function Databases({ databases }: Pick<InstallationView, 'databases'>) {
  if (databases.length === 0) return words.noDatabase;
  return databases.map(({ name, user, serverVersion, reason }) => (
    <div key={name}>{words.database(name, user, serverVersion, reason)}</div>
  ));
}
