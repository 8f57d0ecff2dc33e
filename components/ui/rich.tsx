import Link from 'next/link';
import { parseRich, type RichPart } from './rich-text.ts';

type RichProps = {
  /** A message of the catalogue. */
  text: string;
  /** Where its links lead, by name. A link without an address is written as plain words. */
  links?: Record<string, string | undefined>;
};

/** A sentence with live values: ink and heavier, the words around them grey. */
export function Rich({ text, links = {} }: RichProps) {
  return parseRich(text).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no other identity
    <RichPiece key={index} part={part} links={links} />
  ));
}

function RichPiece({ part, links }: { part: RichPart; links: Record<string, string | undefined> }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'value':
      return <b>{part.text}</b>;
    case 'code':
      return <code className="ink">{part.text}</code>;
    default:
      return <RichLink part={part} href={links[part.name]} />;
  }
}

function RichLink({ part, href }: { part: RichPart; href: string | undefined }) {
  const className = part.kind === 'fact' ? 'fact' : undefined;
  if (href === undefined) return <span className={className}>{part.text}</span>;
  return (
    <Link href={href} className={className}>
      {part.text}
    </Link>
  );
}
