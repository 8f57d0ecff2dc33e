'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { hasEnded } from '../api/job-state.ts';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import type { Job } from '../api/use-job.ts';
import { exactClock, zone } from '../format/date.ts';
import { job as words } from '../messages/job.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { saveText } from '../ui/save-text.ts';
import { Search } from '../ui/search.tsx';
import { Section } from '../ui/section.tsx';
import { Highlight } from './highlight.tsx';

type LogLine = Outputs['jobs']['log'][number];

const most = 1000;

export function JobLog({ job }: { job: Job }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.jobs.log.queryOptions(
      { id: job.id, limit: most },
      { refetchInterval: hasEnded(job) ? false : 2_000, placeholderData: keepPreviousData },
    ),
  );
  const [search, setSearch] = useState('');
  const [onlyWarnings, setOnlyWarnings] = useState(false);
  const lines = query.data ?? [];
  const warnings = lines.filter((line) => line.level !== 'info');
  const shown = (onlyWarnings ? warnings : lines).filter((line) =>
    `${line.source} ${line.text}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <Section label={words.sections.log} aside={words.log.zone(zone(job.createdAt))} full>
      <div className="filters">
        <Search label={words.log.filter} placeholder={words.log.placeholder} value={search} onChange={setSearch} />
        <fieldset className="segment" aria-label={words.log.level}>
          <button type="button" aria-pressed={!onlyWarnings} onClick={() => setOnlyWarnings(false)}>
            {words.log.all(lines.length)}
          </button>
          <button type="button" aria-pressed={onlyWarnings} onClick={() => setOnlyWarnings(true)}>
            {words.log.warnings(warnings.length)}
          </button>
        </fieldset>
        <Button className="end" icon={Download} onClick={() => saveText(`job-${job.id}.log`, asText(lines))}>
          {words.log.save}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="note">{lines.length === 0 ? words.log.empty : words.log.nothing}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div className="log" tabIndex={0} role="log" aria-label={words.log.label(job.subject)}>
          {shown.map((line) => (
            <div
              key={line.seq}
              className={cx(line.level === 'warn' && 'lvl-warn', line.level === 'error' && 'lvl-error')}
            >
              <span className="ts">{exactClock(line.at)}</span>
              <span className="who">
                <Highlight text={line.source} search={search} />
              </span>
              <span className="msg">
                <Highlight text={line.text} search={search} />
              </span>
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}

function asText(lines: LogLine[]): string {
  return lines.map((line) => `${line.at} ${line.level.padEnd(5)} ${line.source}: ${line.text}\n`).join('');
}
