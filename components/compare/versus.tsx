'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../api/trpc.ts';
import type { ArchiveRow } from '../archive/types.ts';
import { exactMoment } from '../format/date.ts';
import { compare as words } from '../messages/compare.ts';
import { Button } from '../ui/button.tsx';
import { type Option, SelectField } from '../ui/field.tsx';
import { compareAddress, type Sides } from './sides.ts';

/** How many archives there are to choose from. */
const most = 100;
const now = 'now';

/** Which two: an archive before; an archive or the installation as it is after. */
export function Versus({ archive, sides }: { archive: ArchiveRow; sides: Sides }) {
  const trpc = useTRPC();
  const router = useRouter();
  const rows = useQuery(trpc.archives.list.queryOptions({ project: archive.project, limit: most })).data?.rows ?? [];
  const all = rows.some(({ id }) => id === archive.id) ? rows : [archive, ...rows];
  const options = all.map(optionOf);
  const go = (changed: Partial<Sides>) =>
    router.replace(compareAddress(archive.id, { ...sides, volume: null, ...changed }), { scroll: false });
  return (
    <div className="versus pb-6">
      <SelectField
        label={words.before}
        options={options}
        value={sides.before}
        onChange={(event) => go({ before: event.target.value })}
      />
      <Button
        icon={ArrowLeftRight}
        iconOnly
        why={sides.after === null ? words.noSwap : null}
        onClick={() => sides.after !== null && go({ before: sides.after, after: sides.before })}
      >
        {words.swap}
      </Button>
      <SelectField
        label={words.after}
        options={[{ value: now, label: words.now(archive.project) }, ...options]}
        value={sides.after ?? now}
        onChange={(event) => go({ after: event.target.value === now ? null : event.target.value })}
      />
    </div>
  );
}

function optionOf({ id, createdAt, version }: ArchiveRow): Option {
  return { value: id, label: words.choice(exactMoment(createdAt), version) };
}
