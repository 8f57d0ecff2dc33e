'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { find as words } from '../../messages/find.ts';
import { Modal } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Overlay } from '../shell.tsx';
import { underline } from './matches.ts';
import { type Hit, useHits } from './use-hits.ts';

type CommandMenuProps = { open: boolean; onClose: () => void; show: (overlay: Overlay) => void };

/** Ctrl K: find an archive, do something, go somewhere. Nothing in it acts without asking. */
export function CommandMenu(props: CommandMenuProps) {
  return (
    <Modal open={props.open} onClose={props.onClose} className="cmd" label={words.label}>
      <Content {...props} />
    </Modal>
  );
}

function Content({ open, onClose, show }: CommandMenuProps) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const groups = useHits(query, open, show);
  const hits = groups.flatMap((group) => group.hits);
  const present = hits[Math.min(at, hits.length - 1)];

  function run(hit: Hit) {
    onClose();
    hit.run();
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((from) => (Math.min(from, hits.length - 1) + step + hits.length) % hits.length);
    } else if (event.key === 'Enter' && present) {
      event.preventDefault();
      run(present);
    }
  }

  return (
    <>
      <div className="search">
        <Icon of={Search} />
        <input
          className="input"
          role="combobox"
          aria-expanded="true"
          aria-controls="find-hits"
          aria-activedescendant={present ? `hit-${present.id}` : undefined}
          aria-label={words.label}
          placeholder={words.placeholder}
          // biome-ignore lint/a11y/noAutofocus: the menu was opened to type into it
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <kbd className="hide-s">Esc</kbd>
      </div>
      <div className="hits" id="find-hits" role="listbox" aria-label={words.results}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box has no element of its own
          <div role="group" aria-label={group.name} key={group.name}>
            <div className="grp" aria-hidden="true">
              {group.name}
            </div>
            {group.hits.map((hit) => (
              <Option key={hit.id} hit={hit} query={query} present={hit === present} run={() => run(hit)} />
            ))}
          </div>
        ))}
      </div>
      {hits.length === 0 ? <p className="nothing">{words.nothing(query)}</p> : null}
      <footer>
        <span>
          <kbd>Enter</kbd> {words.enter}
        </span>
        <span className="end">{words.calm}</span>
      </footer>
    </>
  );
}

function Option({ hit, query, present, run }: { hit: Hit; query: string; present: boolean; run: () => void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox holds the focus and handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: options are reached by aria-activedescendant
    <div
      role="option"
      id={`hit-${hit.id}`}
      aria-selected={present}
      onClick={run}
      ref={(node) => {
        if (present) node?.scrollIntoView({ block: 'nearest' });
      }}
    >
      <Icon of={hit.icon} />
      <span>
        {underline(hit.label, query).map((piece, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one label have no other identity
          piece.hit ? <em key={index}>{piece.text}</em> : <span key={index}>{piece.text}</span>,
        )}
        {hit.small ? <small>{hit.small}</small> : null}
      </span>
      <span className="k">{hit.key ? <kbd className="hide-s">{hit.key}</kbd> : words.open}</span>
    </div>
  );
}
