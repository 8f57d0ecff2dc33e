import { FileClock, Power, RotateCcw, Trash2, User, Users } from 'lucide-react';
import { shortMoment } from '../format/date.ts';
import { restore } from '../messages/restore.ts';
import { Rich } from '../ui/rich.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import type { Plan } from './use-plan.ts';

const words = restore.plan;

type WhoNoticesProps = { plan: Plan; safety: boolean; leaveStopped: boolean };

export function WhoNotices({ plan, safety, leaveStopped }: WhoNoticesProps) {
  const named = (does: Plan['services'][number]['does']) =>
    plan.services.filter((service) => service.does === does).map((service) => service.service);
  const [stops, keeps] = [named('stops'), named('keeps')];
  const at = shortMoment(plan.archive.createdAt);
  const rows = [
    stops.length > 0 ? { icon: Power, text: words.stops(stops, leaveStopped ? null : plan.downtimeMs) } : null,
    keeps.length > 0 ? { icon: RotateCcw, text: words.keeps(keeps) } : null,
    plan.sessions.message
      ? { icon: Users, text: words.sessions(plan.sessions.message, plan.sessions.installation) }
      : null,
    { icon: User, text: words.ours },
    { icon: FileClock, text: safety ? words.undone(at) : words.undoneNoSafety(at) },
    plan.endsUndoOf ? { icon: Trash2, text: words.endsUndo } : null,
  ].filter((row) => row !== null);
  return (
    <RowList className="hang">
      {rows.map((row) => (
        <Row key={row.text} icon={row.icon}>
          <p>
            <Rich text={row.text} />
          </p>
        </Row>
      ))}
    </RowList>
  );
}
