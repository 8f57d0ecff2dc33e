import { Check, Circle, LoaderCircle, type LucideIcon, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon, type Tone } from './icon.tsx';

export type StageState = 'ahead' | 'running' | 'done' | 'failed';
export type StageLine = { name: string; state: StageState; body: ReactNode; time: string };

const signs: Record<StageState, { icon: LucideIcon; tone: Tone; word: string }> = {
  done: { icon: Check, tone: 'quiet', word: 'done' },
  running: { icon: LoaderCircle, tone: 'info', word: 'running' },
  ahead: { icon: Circle, tone: 'quiet', word: 'ahead' },
  failed: { icon: OctagonX, tone: 'danger', word: 'failed' },
};

export function Stages({ stages }: { stages: StageLine[] }) {
  return (
    <ol className="stages">
      {stages.map((stage) => (
        <li key={stage.name} className={stage.state === 'ahead' ? 'todo' : undefined}>
          <Icon of={signs[stage.state].icon} tone={signs[stage.state].tone} spin={stage.state === 'running'} />
          <span className="name">
            {stage.name}
            <span className="sr">, {signs[stage.state].word}</span>
          </span>
          <span className="body">{stage.body}</span>
          <span className="t">{stage.time}</span>
        </li>
      ))}
    </ol>
  );
}
