import { Circle, CircleDot } from 'lucide-react';
import { settings } from '../messages/settings.ts';
import { Mark } from '../ui/mark.tsx';
import type { InstallationView } from './installation-settings.tsx';

const words = settings.installation;

type Service = InstallationView['services'][number];

/** What Holdfast does with each service in a backup and in a restore. */
export function ServicesTable({ installation }: { installation: InstallationView }) {
  const heads = words.serviceHeads;
  return (
    <table className="table table-rows compact">
      <caption className="label-top">{words.services}</caption>
      <thead>
        <tr>
          <th scope="col">{heads.service}</th>
          <th scope="col">{heads.state}</th>
          <th scope="col">{heads.backup}</th>
          <th scope="col">{heads.restore}</th>
        </tr>
      </thead>
      <tbody>
        {installation.services.map((service) => (
          <tr key={service.container}>
            <th scope="row">{service.service}</th>
            <td>
              <Mark
                state={
                  service.running
                    ? { icon: CircleDot, tone: null, word: words.running }
                    : { icon: Circle, tone: 'quiet', word: words.stopped }
                }
              />
            </td>
            <td className="quiet">{inBackup(service)}</td>
            <td className="quiet hide-s">{inRestore(service)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inBackup({ writer, isDatabase }: Service): string {
  if (isDatabase) return words.databaseRuns;
  return writer ? words.writer(writer) : words.notHeld;
}

function inRestore({ isDatabase, keptInRestore }: Service): string {
  if (isDatabase) return words.notHeld;
  return keptInRestore ? words.keptInRestore : words.stoppedInRestore;
}
