import { type Actor, allows } from '../auth/index.ts';
import type { Role } from '../contract/access.ts';
import { fail } from '../errors/error.ts';
import { recordAudit } from '../store/index.ts';
import { reportOfTRPC, t } from './trpc.ts';

/** Writes every mutation to the audit log: who, what, from where, and how it ended. */
const audited = t.middleware(async ({ ctx, type, path, next }) => {
  let what = `Asked for ${path}.`;
  const says = (sentence: string) => {
    what = sentence;
  };
  const result = await next({ ctx: { ...ctx, says } });
  if (type !== 'mutation') return result;
  await recordAudit(ctx.app.deps.db, {
    who: ctx.actor?.name ?? 'nobody',
    action: path,
    what,
    outcome: result.ok ? 'done' : reportOfTRPC(result.error).exit === 1 ? 'failed' : 'refused',
    from: ctx.from,
  });
  return result;
});

const audit = t.procedure.use(audited);

function procedureFor(needed: Role) {
  return audit.use(({ ctx, next }) => next({ ctx: { ...ctx, actor: actorWith(ctx.actor, needed) } }));
}

/** @throws `access.not-signed-in`, `access.role-too-low` */
export function actorWith(actor: Actor | null, needed: Role): Actor {
  if (!actor) throw fail('access.not-signed-in');
  if (!allows(actor.role, needed)) throw fail('access.role-too-low', { needed, name: actor.name, role: actor.role });
  return actor;
}

/**
 * Begins a procedure, by the least role that may call it. A mutation says first, by `ctx.says`, in one plain sentence
 * without secrets, what it is about to do: the audit log keeps it.
 */
export const procedure = {
  public: audit,
  viewer: procedureFor('viewer'),
  operator: procedureFor('operator'),
  admin: procedureFor('admin'),
};
