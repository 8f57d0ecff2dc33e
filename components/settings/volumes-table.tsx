import { settings } from '../messages/settings.ts';
import type { InstallationView } from './installation-settings.tsx';

const words = settings.installation;

/** Every volume and thing on the endpoint, whether it is backed up, and why. */
export function VolumesTable({ installation: found }: { installation: InstallationView }) {
  const heads = words.volumeHeads;
  const rows = [
    ...found.volumes.map((volume) => ({
      id: volume.name,
      name: volume.key,
      role: words.roles[volume.role],
      why: volume.reason,
    })),
    ...found.excluded.map((volume) => ({
      id: volume.name,
      name: volume.key,
      role: words.roles.excluded,
      why: volume.reason,
    })),
    ...found.left.map((thing) => ({
      id: `left-${thing.name}`,
      name: thing.name,
      role: words.roles.left,
      why: thing.reason,
    })),
  ];
  return (
    <table className="table table-rows compact two-words">
      <caption className="label-top">{words.volumes}</caption>
      <thead>
        <tr>
          <th scope="col">{heads.name}</th>
          <th scope="col">{heads.role}</th>
          <th scope="col">{heads.why}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.name}</th>
            <td className="nb">{row.role}</td>
            <td className="quiet">{row.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
