'use client';

import Link from 'next/link';
import { filesAddress } from '../files/where.ts';
import { bytes } from '../format/bytes.ts';
import { count } from '../format/number.ts';
import { archive as words } from '../messages/archive.ts';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { LayersTable } from './layers-table.tsx';
import { TablesTable } from './tables-table.tsx';
import type { ArchiveDetail, Manifest } from './types.ts';
import { storedOf } from './volume-layers.ts';

export function Contents({ archive }: { archive: ArchiveDetail }) {
  const { manifest } = archive;
  const tables = manifest.databases.flatMap((database) => database.tables);
  return (
    <Section label={words.contents} aside={<Inside id={archive.id} />} full>
      <div>
        <Tabs
          label={words.contentsLabel}
          tabs={[
            {
              id: 'volumes',
              label: words.tabs.volumes,
              count: count(manifest.volumes.length),
              content: <Volumes archive={archive} />,
            },
            {
              id: 'layers',
              label: words.tabs.layers,
              count: count(manifest.volumes.reduce((sum, volume) => sum + volume.layers.length, 0)),
              content: <LayersTable archive={archive} />,
            },
            {
              id: 'tables',
              label: words.tabs.tables,
              count: count(tables.length),
              content: <TablesTable databases={manifest.databases} />,
            },
            {
              id: 'versions',
              label: words.tabs.versions,
              count: count(manifest.services.length),
              content: <Versions services={manifest.services} />,
            },
            {
              id: 'left',
              label: words.tabs.left,
              count: count(manifest.left.length),
              content: <Left left={manifest.left} />,
            },
          ]}
        />
      </div>
    </Section>
  );
}

function Inside({ id }: { id: string }) {
  return (
    <>
      <Link href={filesAddress(id)}>{words.browse}</Link> <span aria-hidden="true">·</span>{' '}
      <Link href={`/archives/${id}/compare`}>{words.compare}</Link>
    </>
  );
}

function storedIn(volume: Manifest['volumes'][number]): number {
  return volume.layers.reduce((sum, layer) => sum + storedOf(layer), 0);
}

function Volumes({ archive: { id, manifest, databases } }: { archive: ArchiveDetail }) {
  const { volumes } = manifest;
  const heads = words.volume;
  const sum = (pick: (volume: Manifest['volumes'][number]) => number) =>
    volumes.reduce((all, volume) => all + pick(volume), 0);
  return (
    <>
      <table className="table table-rows">
        <thead>
          <tr>
            <th scope="col">{heads.name}</th>
            <th scope="col">{heads.mounted}</th>
            <th scope="col" className="num">
              {heads.files}
            </th>
            <th scope="col" className="num">
              {heads.size}
            </th>
            <th scope="col" className="num">
              {heads.stored}
            </th>
          </tr>
        </thead>
        <tbody>
          {volumes.map((volume) => (
            <tr key={volume.name}>
              <th scope="row">
                <Link className="rowlink" href={filesAddress(id, { volume: volume.key })}>
                  {volume.key}
                </Link>
                {volume.role === 'volatile' ? <span className="sub">{words.volatile}</span> : null}
              </th>
              <td className="hide-s">
                <code>{volume.mountedAt.join(', ')}</code>
              </td>
              <td className="num hide-s">{count(volume.files)}</td>
              <td className="num">{bytes(volume.bytes)}</td>
              <td className="num hide-s">{bytes(storedIn(volume))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{words.volumesTotal(volumes.length)}</td>
            <td className="hide-s" />
            <td className="num hide-s">{count(sum((volume) => volume.files))}</td>
            <td className="num">{bytes(sum((volume) => volume.bytes))}</td>
            <td className="num hide-s">{bytes(sum(storedIn))}</td>
          </tr>
        </tfoot>
      </table>
      {databases.map((database) => (
        <p key={database.name} className="note mt-4">
          <Rich text={words.dumped(database.name, database.tables, database.rows, database.bytes)} />
        </p>
      ))}
    </>
  );
}

function Versions({ services }: { services: Manifest['services'] }) {
  const heads = words.version;
  return (
    <table className="table table-rows compact">
      <thead>
        <tr>
          <th scope="col">{heads.service}</th>
          <th scope="col">{heads.image}</th>
          <th scope="col">{heads.state}</th>
        </tr>
      </thead>
      <tbody>
        {services.map((service) => (
          <tr key={service.container}>
            <th scope="row">{service.service}</th>
            <td>
              <code>{service.image}</code>
            </td>
            <td className="quiet">{service.running ? words.runs : words.stopped}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Left({ left }: { left: Manifest['left'] }) {
  if (left.length === 0) return <p className="note mt-4">{words.leftNothing}</p>;
  return (
    <table className="table table-rows compact">
      <thead>
        <tr>
          <th scope="col">{words.leftHead.name}</th>
          <th scope="col">{words.leftHead.why}</th>
        </tr>
      </thead>
      <tbody>
        {left.map((thing) => (
          <tr key={thing.name}>
            <th scope="row">{thing.name}</th>
            <td>{thing.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
