import { settings } from '../messages/settings.ts';
import type { InstallationView } from './installation-settings.tsx';
import { othersOf } from './others.ts';

const words = settings.installation;

type Row = { id: string; name: string; role?: string; why: string };

/** Every volume of the installation, whether it is backed up, and why; what else is on the endpoint, on demand. */
export function VolumesTable({ installation: found }: { installation: InstallationView }) {
  const rows: Row[] = [
    ...found.volumes.map(({ name, key, role, reason }) => ({
      id: name,
      name: key,
      role: words.roles[role],
      why: reason,
    })),
    ...found.excluded.map(({ name, key, reason }) => ({
      id: name,
      name: key,
      role: words.roles.excluded,
      why: reason,
    })),
  ];
  const others = othersOf(found).map(({ name, reason }) => ({ id: name, name, why: reason }));
  return (
    <div>
      <Rows caption={words.volumes} rows={rows} />
      {others.length > 0 ? (
        <details className="full">
          <summary>{words.others(others.length)}</summary>
          <Rows caption={words.othersNote} rows={others} />
        </details>
      ) : null}
    </div>
  );
}

function Rows({ caption, rows }: { caption: string; rows: Row[] }) {
  const heads = words.volumeHeads;
  const withRole = rows.some((row) => row.role);
  return (
    <table className="table table-rows compact">
      <caption className="label-top">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{heads.name}</th>
          {withRole ? <th scope="col">{heads.role}</th> : null}
          <th scope="col">{heads.why}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.name}</th>
            {withRole ? <td className="nb">{row.role}</td> : null}
            <td className="quiet">{row.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
