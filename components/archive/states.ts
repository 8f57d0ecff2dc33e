import {
  Check,
  Circle,
  CircleQuestionMark,
  Eye,
  FlaskConical,
  OctagonX,
  RotateCcw,
  ShieldCheck,
  TriangleAlert,
} from 'lucide-react';
import type { Outputs } from '../api/trpc.ts';
import { proofs, verdicts } from '../messages/verdicts.ts';
import type { State } from '../ui/mark.tsx';

type Row = Outputs['archives']['list']['rows'][number];

/** Green only for what was checked. */
export const verdictStates: Record<Row['verdict'], State> = {
  guaranteed: { icon: ShieldCheck, tone: 'ok', word: verdicts.guaranteed.word },
  consistent: { icon: Eye, tone: 'info', word: verdicts.consistent.word },
  changed: { icon: TriangleAlert, tone: 'warn', word: verdicts.changed.word },
  unknown: { icon: CircleQuestionMark, tone: 'quiet', word: verdicts.unknown.word },
};

export const proofStates: Record<Row['proof'], State> = {
  none: { icon: Circle, tone: 'quiet', word: proofs.none },
  verified: { icon: Check, tone: 'ok', word: proofs.verified },
  rehearsed: { icon: FlaskConical, tone: 'ok', word: proofs.rehearsed },
  restored: { icon: RotateCcw, tone: 'ok', word: proofs.restored },
  failed: { icon: OctagonX, tone: 'danger', word: proofs.failed },
};
