import { piecesOf } from './shown-name.ts';

/** A name or path as it is stored: what cannot be shown stands escaped and marked, never as "?" or a box. */
export function FileName({ name }: { name: string }) {
  return piecesOf(name).map(({ text, escaped }, index) =>
    escaped ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one name have no other identity
      <span className="esc" key={index}>
        {text}
      </span>
    ) : (
      text
    ),
  );
}
