'use client';

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { BackupButton } from '../backup/backup-button.tsx';
import { firstRun as words } from '../messages/home.ts';
import { shell } from '../messages/shell.ts';
import { useMe } from '../shell/me.tsx';
import { useDiscovered } from '../shell/use-discovered.ts';
import { Banner } from '../ui/banner.tsx';
import { Icon } from '../ui/icon.tsx';
import { Rich } from '../ui/rich.tsx';
import type { Home } from './types.ts';

type Installation = NonNullable<Home['installation']>;

/** While there is no archive: what was found, and the first backup. */
export function FirstRun({ installation }: { installation: Installation | null }) {
  const me = useMe();
  return (
    <ol className="guide" aria-label={words.title}>
      <Step done title={words.done.account}>
        <p className="note">{words.done.accountNote(me?.name ?? '')}</p>
      </Step>
      {installation ? (
        <>
          <Step number={2} now title={words.found}>
            <Found installation={installation} />
          </Step>
          <Step number={3} title={words.backup}>
            <p className="note mb-4">{words.backupNote}</p>
            <BackupButton large />
          </Step>
        </>
      ) : null}
    </ol>
  );
}

type StepProps = { number?: number; done?: boolean; now?: boolean; title: string; children: ReactNode };

function Step({ number, done, now, title, children }: StepProps) {
  return (
    <li className={done ? 'done' : now ? 'now' : undefined}>
      <span className="n">{done ? <Icon of={Check} small /> : number}</span>
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}

/** Home knows what Docker tells; all databases of the server are known once it was asked. */
function Found({ installation }: { installation: Installation }) {
  const asked = useDiscovered(installation.project);
  const found = asked.data ?? installation;
  return (
    <>
      <p className="say mt-2 mb-5">
        <Rich
          text={words.foundSay(
            found.project,
            found.version,
            shell.states[found.state],
            found.volumes.length,
            found.databases.length,
          )}
        />
      </p>
      <table className="table table-rows">
        <thead>
          <tr>
            <th scope="col">{words.heads.part}</th>
            <th scope="col">{words.heads.role}</th>
            <th scope="col">{words.heads.why}</th>
          </tr>
        </thead>
        <tbody>
          {found.databases.map((database) => (
            <Part
              key={database.name}
              name={database.name}
              role={words.yes}
              why={words.dumped(database.serverVersion, database.reason)}
            />
          ))}
          {found.volumes.map((volume) => (
            <Part
              key={volume.name}
              name={volume.key}
              role={volume.role === 'volatile' ? words.volatile : words.yes}
              why={volume.reason}
            />
          ))}
          {found.excluded.map((volume) => (
            <Part key={volume.name} name={volume.key} role={words.no} why={volume.reason} />
          ))}
        </tbody>
      </table>
      <Banner tone="info" inset className="my-5">
        <p>
          <Rich text={words.freeze(found.writers)} /> <Rich text={words.change} links={{ settings: '/settings' }} />
        </p>
      </Banner>
    </>
  );
}

function Part({ name, role, why }: { name: string; role: string; why: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="nb">{role}</td>
      <td className="quiet">{why}</td>
    </tr>
  );
}
