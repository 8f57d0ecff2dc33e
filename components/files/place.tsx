import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { files as words } from '../messages/files.ts';
import { Icon } from '../ui/icon.tsx';
import { FileName } from './file-name.tsx';
import { filesAddress, stepsOf } from './where.ts';

/** The way from all volumes down to here, each step a link. */
export function Place({ id, volume, path }: { id: string; volume: string; path: string }) {
  const steps = [{ name: volume, path: '' }, ...stepsOf(path)];
  return (
    <nav aria-label={words.place}>
      <ol className="path">
        <li>
          <Link href={filesAddress(id)}>{words.volumes}</Link>
        </li>
        {steps.map((step, index) => (
          <li key={step.path}>
            <Icon of={ChevronRight} small />
            {index === steps.length - 1 ? (
              <span aria-current="page">
                <FileName name={step.name} />
              </span>
            ) : (
              <Link href={filesAddress(id, { volume, path: step.path })}>
                <FileName name={step.name} />
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
