import { Fragment, type ReactNode } from 'react';

export type Definition = { term: string; value: ReactNode };

export function Definitions({ items }: { items: Definition[] }) {
  return (
    <dl className="defs">
      {items.map((item) => (
        <Fragment key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
