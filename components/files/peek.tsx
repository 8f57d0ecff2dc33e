'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { files as words } from '../messages/files.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { readText } from './read-text.ts';

/** What a page shows of a file, bytes; whoever wants to read more downloads it. */
export const peekLimit = 64 * 1024;

/** The text of a small file, once it is asked for: layers are read for it, and the audit log names who did. */
export function Peek({ address, name }: { address: string; name: string }) {
  const query = useQuery({
    queryKey: ['peek', address],
    queryFn: () => readText(address),
    enabled: false,
    // What lies in an archive never changes.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.data) return <CodeBlock text={query.data.text} label={words.peek.label(name)} />;
  if (query.data === null) return <p className="note">{words.peek.noText}</p>;
  return (
    <>
      <ErrorNotice error={query.error} />
      <p className="cols">
        <Button icon={FileText} busy={query.isFetching ? words.peek.reading : null} onClick={() => query.refetch()}>
          {words.peek.show}
        </Button>
      </p>
    </>
  );
}
