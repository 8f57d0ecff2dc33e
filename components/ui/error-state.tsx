'use client';

import { OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import { shownError } from '../api/error.ts';
import { errors as words } from '../messages/errors.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

type ErrorStateProps = {
  error: unknown;
  onRetry?: () => void;
  actions?: ReactNode;
  /** It stands instead of a whole page: its title is the page's heading. */
  whole?: boolean;
};

/** A whole page or section that has bad news instead of its content. */
export function ErrorState({ error, onRetry, actions, whole }: ErrorStateProps) {
  const Heading = whole ? 'h1' : 'h2';
  const shown = shownError(error);
  return (
    <div className="empty wide" role="alert">
      <Heading>
        <Icon of={OctagonX} tone="danger" /> {shown.title}
      </Heading>
      {shown.cause ? (
        <p>
          <b>{words.meaning}</b> {shown.cause}
        </p>
      ) : null}
      {shown.remedy ? (
        <p>
          <b>{words.remedy}</b> {shown.remedy}
        </p>
      ) : null}
      <div className="cols">
        {onRetry ? (
          <Button look="primary" onClick={onRetry}>
            {words.retry}
          </Button>
        ) : null}
        {actions}
        {shown.code ? <code className="quiet">{shown.code}</code> : null}
      </div>
    </div>
  );
}

/** What a click led to when it was refused or failed: stands beside the button until the next try. */
export function ErrorNotice({ error }: { error: unknown }) {
  if (!error) return null;
  const shown = shownError(error);
  return (
    <Banner tone="danger" inset>
      <p>
        <b>{shown.title}</b> {shown.cause}
      </p>
      <p>
        {shown.remedy} {shown.code ? <code className="quiet">{shown.code}</code> : null}
      </p>
    </Banner>
  );
}
