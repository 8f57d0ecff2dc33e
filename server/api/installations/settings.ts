import { z } from 'zod';
import { databasePlaceSchema } from '../../contract/installations.ts';
import { profiles } from '../../installation/index.ts';
import { settingsOf } from '../../store/index.ts';
import { projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

const schema = z.object({
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  includeEnvironment: z.boolean(),
  /** Name of the chosen one; null: as detected. */
  profile: z.string().nullable(),
  /** Those that can be chosen. */
  profiles: z.array(z.object({ name: z.string(), title: z.string() })),
  database: databasePlaceSchema.nullable(),
});

/** What an administrator set. The schema lets the database's password not through. */
export const settings = procedure.viewer
  .input(z.object({ project: projectSchema }))
  .output(schema)
  .query(async ({ ctx, input }) => ({
    ...(await settingsOf(ctx.app.deps.db, input.project)),
    profiles: [...profiles],
  }));
