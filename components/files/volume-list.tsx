import Link from 'next/link';
import { bytes } from '../format/bytes.ts';
import { count } from '../format/number.ts';
import { files as words } from '../messages/files.ts';
import { filesAddress } from './where.ts';

type VolumeListProps = { id: string; volumes: readonly { key: string; files: number; bytes: number }[] };

export function VolumeList({ id, volumes }: VolumeListProps) {
  return (
    <table className="table table-rows">
      <caption className="sr">{words.volumesLabel}</caption>
      <thead>
        <tr>
          <th scope="col">{words.volumeHeads.name}</th>
          <th scope="col" className="num">
            {words.volumeHeads.files}
          </th>
          <th scope="col" className="num">
            {words.volumeHeads.size}
          </th>
        </tr>
      </thead>
      <tbody>
        {volumes.map((volume) => (
          <tr key={volume.key}>
            <th scope="row">
              <Link className="rowlink" href={filesAddress(id, { volume: volume.key })}>
                {volume.key}
              </Link>
            </th>
            <td className="num hide-s">{count(volume.files)}</td>
            <td className="num">{bytes(volume.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
