'use client';

import Link from 'next/link';
import { count } from '../format/number.ts';
import { compare as words } from '../messages/compare.ts';
import { Section } from '../ui/section.tsx';
import { scaleOf } from './bar-scale.ts';
import { DifferenceBar, DifferenceKey } from './difference-bar.tsx';
import { DifferenceTable, SideCells } from './difference-table.tsx';
import { FileDifferences } from './file-differences.tsx';
import { compareAddress, type Sides } from './sides.ts';
import { countsOfVolume } from './totals.ts';
import type { Comparison } from './types.ts';

type VolumesSectionProps = { id: string; sides: Sides; comparison: Comparison; heads: [string, string] };

/** Volume by volume how much came, went and changed; one of them in full when it is asked for. */
export function VolumesSection({ id, sides, comparison, heads }: VolumesSectionProps) {
  const { volumes } = comparison;
  const scale = scaleOf(volumes.map(countsOfVolume));
  const sum = (pick: (volume: Comparison['volumes'][number]) => number | null) =>
    volumes.reduce((all, volume) => all + (pick(volume) ?? 0), 0);
  const aside = words.filesAside(
    sum(({ files }) => files.left),
    sum(({ files }) => files.right),
    sum(({ bytes }) => bytes.left),
    sum(({ bytes }) => bytes.right),
  );
  return (
    <Section label={words.files} aside={aside} full>
      <DifferenceTable name={words.volume} heads={heads}>
        {volumes.map((volume) => (
          <tr key={volume.key} className={volume.key === sides.volume ? 'is-selected' : undefined}>
            <th scope="row">
              {volume.change === 'changed' ? (
                <Link
                  className="rowlink"
                  scroll={false}
                  href={compareAddress(id, { ...sides, volume: volume.key === sides.volume ? null : volume.key })}
                >
                  {volume.key}
                </Link>
              ) : (
                volume.key
              )}
            </th>
            <SideCells left={volume.files.left} right={volume.files.right} shown={filesOf} />
            <td className="bar">
              <VolumeDifference volume={volume} scale={scale} />
            </td>
          </tr>
        ))}
      </DifferenceTable>
      <DifferenceKey />
      {sides.volume ? <FileDifferences sides={sides} volume={sides.volume} /> : null}
    </Section>
  );
}

function filesOf(files: number | null): string {
  return files === null ? words.none : count(files);
}

function VolumeDifference({ volume, scale }: { volume: Comparison['volumes'][number]; scale: number }) {
  const counts = countsOfVolume(volume);
  if (volume.change === 'changed' && counts) return <DifferenceBar counts={counts} scale={scale} />;
  return <span className="quiet">{volume.change === 'changed' ? '' : words.whole[volume.change]}</span>;
}
