'use client';

import { Search as SearchIcon } from 'lucide-react';
import { useRef } from 'react';
import { useShortcut } from '../keys/use-shortcut.ts';
import { Icon } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';

type SearchProps = { label: string; placeholder: string; value: string; onChange: (value: string) => void };

/** The page's search field: `/` leads into it. */
export function Search({ label, placeholder, value, onChange }: SearchProps) {
  const ref = useRef<HTMLInputElement>(null);
  useShortcut('/', () => ref.current?.focus());
  return (
    <div className="search">
      <Icon of={SearchIcon} />
      <input
        ref={ref}
        className="input"
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <KeyHint keys="/" wideOnly />
    </div>
  );
}
