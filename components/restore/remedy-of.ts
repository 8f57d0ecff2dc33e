import type { Finding } from './findings.tsx';

/** What Holdfast can do about a finding itself. */
export type Remedy =
  | { kind: 'give-up-undo'; jobId: string }
  | { kind: 'verify'; id: string }
  | { kind: 'restart'; service: string }
  | { kind: 'go'; to: 'archives' | 'choose' | 'settings' };

type Services = readonly { service: string; does: string }[];
/** Of a plan. */
type Known = { archive: { id: string }; endsUndoOf: string | null; services: Services };

/** Null where nothing is to be done, or only by a person. */
export function remedyOf({ code, level }: Pick<Finding, 'code' | 'level'>, plan: Known): Remedy | null {
  if (level === 'pass') return null;
  if (code.startsWith('space.')) return plan.endsUndoOf ? { kind: 'give-up-undo', jobId: plan.endsUndoOf } : null;
  if (level === 'warn') return code === 'archive.verdict' ? { kind: 'go', to: 'choose' } : null;
  switch (code) {
    case 'archive.proof':
      return { kind: 'verify', id: plan.archive.id };
    case 'archive.files':
    case 'archive.origin':
    case 'database.none':
      return { kind: 'go', to: 'choose' };
    case 'safety.backup':
      return { kind: 'go', to: 'archives' };
    case 'database.down':
      return restartOf(plan);
    case 'database.user':
      return { kind: 'go', to: 'settings' };
    default:
      return null;
  }
}

/** Of a server in a container; one elsewhere is named by host and port. */
export function restartOf({ services }: { services: Services }): Remedy | null {
  const server = services.find(({ does }) => does === 'database')?.service;
  return server && !server.includes(':') ? { kind: 'restart', service: server } : null;
}
