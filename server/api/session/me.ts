import { z } from 'zod';
import { roleSchema } from '../../contract/access.ts';
import { procedure } from '../procedure.ts';

/** Who is signed in, since when (null by a token), and the version of Holdfast. */
export const me = procedure.viewer
  .output(z.object({ name: z.string(), role: roleSchema, holdfast: z.string(), since: z.string().nullable() }))
  .query(({ ctx: { actor, app } }) => ({
    name: actor.name,
    role: actor.role,
    holdfast: app.config.version,
    since: actor.sessionCreatedAt,
  }));
