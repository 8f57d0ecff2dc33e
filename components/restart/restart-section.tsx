'use client';

import { Check, TriangleAlert } from 'lucide-react';
import { clock } from '../format/date.ts';
import { result as words } from '../messages/restore.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import type { RestartState } from './restart-banner.tsx';
import { RestartButton } from './restart-button.tsx';

type RestartSectionProps = {
  project: string;
  /** As it is now; undefined once nothing is due any more. */
  state: RestartState | undefined;
  /** As it was when the restore ended: services that no longer need it are shown as done. */
  listed: { service: string; reason: string }[];
};

/** Which services run with what they read before the restore, and why each needs a restart. */
export function RestartSection({ project, state, listed }: RestartSectionProps) {
  const due = state?.required ?? [];
  const done = listed.filter((one) => !due.some((other) => other.service === one.service));
  const startedAt = (service: string) => state?.done.find((one) => one.service === service)?.startedAt;
  const heads = words.restartHeads;
  return (
    <Section id="restart" label={words.restart} small={words.restartSmall(due.length)}>
      <div>
        {due.length + done.length > 0 ? (
          <table className="table table-rows restart">
            <thead>
              <tr>
                <th scope="col">{heads.service}</th>
                <th scope="col">{heads.started}</th>
                <th scope="col">{heads.why}</th>
                <th scope="col">
                  <span className="sr">{heads.action}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {due.map((one) => (
                <tr key={one.service}>
                  <th scope="row">
                    <Icon of={TriangleAlert} tone="warn" small /> {one.service}
                  </th>
                  <td>{clock(one.startedAt)}</td>
                  <td>{one.reason}</td>
                  <td className="num">
                    <RestartButton project={project} service={one.service}>
                      {words.restart}
                    </RestartButton>
                  </td>
                </tr>
              ))}
              {done.map((one) => {
                const at = startedAt(one.service);
                return (
                  <tr key={one.service}>
                    <th scope="row">
                      <Icon of={Check} tone="quiet" small /> {one.service}
                    </th>
                    <td>{at ? clock(at) : ''}</td>
                    <td>{words.restartDone}</td>
                    <td />
                  </tr>
                );
              })}
            </tbody>
          </table>
        ) : null}
        {due.length > 0 ? (
          <div className="cols mt-4">
            <RestartButton project={project} look="primary">
              {words.restartNow}
            </RestartButton>
            <span className="note">{words.restartNote}</span>
          </div>
        ) : (
          <p className="note mt-3">{words.allRestarted}</p>
        )}
      </div>
    </Section>
  );
}
