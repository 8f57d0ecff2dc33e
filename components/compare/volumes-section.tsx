'use client';

import Link from 'next/link';
import { count } from '../format/number.ts';
import { compare as words } from '../messages/compare.ts';
import { Section } from '../ui/section.tsx';
import { scaleOf } from './bar-scale.ts';
import { DifferenceBar, DifferenceKey } from './difference-bar.tsx';
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
      <table className="table table-rows bars">
        <thead>
          <tr>
            <th scope="col">{words.volume}</th>
            <th scope="col" className="num">
              {heads[0]}
            </th>
            <th scope="col" className="num">
              {heads[1]}
            </th>
            <th scope="col" className="bar">
              {words.heads.difference}
            </th>
          </tr>
        </thead>
        <tbody>
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
              <td className="num hide-s">{volume.files.left === null ? words.none : count(volume.files.left)}</td>
              <td className="num">
                {volume.files.left === null ? null : (
                  <span className="show-s quiet">{words.to(volume.files.left)}</span>
                )}
                {volume.files.right === null ? words.none : count(volume.files.right)}
              </td>
              <td className="bar">
                <VolumeDifference volume={volume} scale={scale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <DifferenceKey />
      {sides.volume ? <FileDifferences sides={sides} volume={sides.volume} /> : null}
    </Section>
  );
}

function VolumeDifference({ volume, scale }: { volume: Comparison['volumes'][number]; scale: number }) {
  const counts = countsOfVolume(volume);
  if (volume.change === 'changed' && counts) return <DifferenceBar counts={counts} scale={scale} />;
  return <span className="quiet">{volume.change === 'changed' ? '' : words.whole[volume.change]}</span>;
}
