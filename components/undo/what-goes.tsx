import { dayMonth, hourMinute } from '../format/date.ts';
import { undo as words } from '../messages/undo.ts';
import { Section } from '../ui/section.tsx';
import { type Loss, tableLosses, totalsOf, volumeLosses } from './losses.ts';
import type { UndoPlan } from './types.ts';

/** Before anything else: what was written since the swap, by table and by volume. */
export function WhatGoes({ plan }: { plan: UndoPlan }) {
  const { loses, committedAt } = plan;
  const volumes = volumeLosses(loses);
  const tables = tableLosses(loses);
  const totals = totalsOf(loses);
  const inexact = loses.databases.some(({ exact, tables: counted }) => !exact && counted !== null);
  return (
    <Section label={words.goes} small={words.goesSmall(`${dayMonth(committedAt)}, ${hourMinute(committedAt)}`)}>
      <div>
        <div className="two">
          <Losses
            title={words.rows}
            losses={tables}
            none={words.noRows}
            total={[words.tablesTotal(tables.length), words.table(totals)]}
          />
          <Losses
            title={words.files}
            losses={volumes}
            none={words.noFiles}
            total={[words.volumesTotal(volumes.length, loses.volumes.length), words.entries(totals.entries)]}
          />
        </div>
        {inexact ? <p className="note mt-3">{words.inexact}</p> : null}
      </div>
    </Section>
  );
}

type LossesProps = { title: string; losses: Loss[]; none: string; total: [string, string] };

function Losses({ title, losses, none, total }: LossesProps) {
  return (
    <div>
      <table className="table compact losses">
        <caption className="label-top">{title}</caption>
        <tbody>
          {losses.map((loss) => (
            <tr key={loss.name}>
              <th scope="row">
                {loss.name}
                {loss.more ? <span className="sub">{loss.more}</span> : null}
              </th>
              <td className="num">{loss.text}</td>
            </tr>
          ))}
          {losses.length === 0 ? (
            <tr>
              <td colSpan={2} className="quiet">
                {none}
              </td>
            </tr>
          ) : null}
        </tbody>
        {losses.length > 1 ? (
          <tfoot>
            <tr>
              <td>{total[0]}</td>
              <td className="num">{total[1]}</td>
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
