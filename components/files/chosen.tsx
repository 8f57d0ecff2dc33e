'use client';

import { Download } from 'lucide-react';
import { exactMoment } from '../format/date.ts';
import { files as words } from '../messages/files.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { type Definition, Definitions } from '../ui/defs.tsx';
import { leadsInWords, type Volumes } from './entry-facts.ts';
import { FileName } from './file-name.tsx';
import { modeText } from './mode-text.ts';
import { Peek, peekLimit } from './peek.tsx';
import type { FileEntry } from './types.ts';
import { downloadAddress } from './where.ts';

type ChosenProps = { id: string; volume: string; entry: FileEntry; volumes: Volumes };

/** The chosen file, or the folder itself: everything that is known of it, and its download. */
export function Chosen({ id, volume, entry, volumes }: ChosenProps) {
  return (
    <aside className="preview stack" aria-labelledby="chosen">
      <div>
        <h3 id="chosen">{entry.path === '' ? volume : <FileName name={entry.name} />}</h3>
        <p className="note">{kindOf(entry, volume)}</p>
      </div>
      <PartDownload id={id} volume={volume} entry={entry} />
      <Definitions items={factsOf(entry, volume, volumes)} />
      <p className="note">{words.downloadNote(volume)}</p>
    </aside>
  );
}

function kindOf(entry: FileEntry, volume: string): string {
  if (entry.path === '') return `${words.root(volume)}. ${words.folder(entry.below)}.`;
  const kinds = { folder: words.folder(entry.below), link: words.link, fifo: words.pipe, file: words.file(entry.size) };
  return `${kinds[entry.type]}.`;
}

function PartDownload({ id, volume, entry }: Omit<ChosenProps, 'volumes'>) {
  const refusal = useRefusal('admin');
  const text =
    entry.type === 'file'
      ? words.download.file
      : entry.type === 'folder'
        ? words.download.folder
        : words.download.other;
  if (refusal) {
    return (
      <div>
        <Button icon={Download} why={refusal} whyId="download-why">
          {text}
        </Button>
        <p className="note mt-2" id="download-why">
          {refusal}
        </p>
      </div>
    );
  }
  const address = downloadAddress(id, volume, entry.path);
  return (
    <>
      <p className="cols">
        <ButtonLink look="primary" icon={Download} download href={address}>
          {text}
        </ButtonLink>
      </p>
      {entry.type === 'file' && entry.size > 0 && entry.size <= peekLimit ? (
        <Peek key={address} address={address} name={entry.name} />
      ) : null}
    </>
  );
}

function factsOf(entry: FileEntry, volume: string, volumes: Volumes): Definition[] {
  const facts = words.facts;
  return [
    {
      term: facts.path,
      value: (
        <code>
          {volume}:/
          <FileName name={entry.path} />
        </code>
      ),
    },
    {
      term: facts.mode,
      value: (
        <code>
          {modeText(entry.type, entry.mode)} {entry.uid}:{entry.gid}
        </code>
      ),
    },
    { term: facts.changed, value: exactMoment(entry.mtime) },
    ...(entry.target === null
      ? []
      : [
          {
            term: facts.leads,
            value: (
              <>
                <code>
                  <FileName name={entry.target} />
                </code>
                {leadsInWords(entry, volumes)}
              </>
            ),
          },
        ]),
    ...(entry.type === 'file' && entry.links > 1 ? [{ term: facts.names, value: words.names(entry.links) }] : []),
  ];
}
