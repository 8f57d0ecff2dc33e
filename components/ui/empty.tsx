import type { ReactNode } from 'react';

type EmptyProps = {
  title: ReactNode;
  picture?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  heading?: 'h1' | 'h2' | 'h3';
};

/** Says what will be here, how long it takes, and offers it. */
export function Empty({ title, picture, actions, children, heading: Heading = 'h2' }: EmptyProps) {
  return (
    <div className="empty">
      {picture}
      <Heading>{title}</Heading>
      {children}
      {actions ? <div className="cols">{actions}</div> : null}
    </div>
  );
}
