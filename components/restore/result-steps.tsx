'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { result as words } from '../messages/restore.ts';
import { useRefusal } from '../shell/me.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { Tick } from '../ui/field.tsx';
import type { Report } from './result-page.tsx';

/** The additional steps, to be ticked off by whoever did them. */
export function ResultSteps({ jobId, steps }: { jobId: string; steps: Report['steps'] }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const refusal = useRefusal('operator');
  const tick = useMutation(
    trpc.restores.tick.mutationOptions({
      onSettled: () =>
        Promise.all([
          client.invalidateQueries(trpc.restores.pathFilter()),
          client.invalidateQueries(trpc.notices.pathFilter()),
        ]),
    }),
  );
  return (
    <>
      <p className="note mt-2">{words.tickOff}</p>
      <ul className="rows steps ruled mt-4">
        {steps.map((step) => (
          <li key={step.id}>
            <Tick
              label={words.done(step.text)}
              checked={tick.isPending && tick.variables.stepId === step.id ? tick.variables.done : step.done}
              disabled={refusal !== null}
              title={refusal ?? undefined}
              onChange={(event) => tick.mutate({ jobId, stepId: step.id, done: event.target.checked })}
            />
            <div>
              <p className={step.done ? 'done' : 'ink'}>{step.text}</p>
              {step.commands.length > 0 ? <CodeBlock label={step.text} text={step.commands.join('\n')} /> : null}
            </div>
          </li>
        ))}
      </ul>
      <ErrorNotice error={tick.error} />
    </>
  );
}
