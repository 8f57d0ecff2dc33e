import { restore } from '../messages/restore.ts';
import { Rich } from '../ui/rich.tsx';
import { changesOf } from './changes.ts';
import type { Plan } from './use-plan.ts';

export function ChangesTable({ plan }: { plan: Plan }) {
  const heads = restore.contents.changeHeads;
  return (
    <table className="table table-rows diff">
      <thead>
        <tr>
          <th scope="col">{heads.part}</th>
          <th scope="col" className="num">
            {heads.archive}
          </th>
          <th scope="col" className="num">
            {heads.now}
          </th>
          <th scope="col">{heads.difference}</th>
        </tr>
      </thead>
      <tbody>
        {changesOf(plan).map((change) => (
          <tr key={change.name}>
            <th scope="row">{change.name}</th>
            <td className="num" data-l="Archive">
              {change.archive}
            </td>
            <td className="num" data-l="Now">
              {change.live}
            </td>
            <td>
              <Rich text={change.difference} />
              {change.columns ? <span className="sub">{change.columns}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
