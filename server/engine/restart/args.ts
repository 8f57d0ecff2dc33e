import { z } from 'zod';

/** What the job kind `restart` is given: one service, or all on the restart list. */
export const restartArgsSchema = z.object({ project: z.string(), service: z.string().nullable().default(null) });
export type RestartArgs = z.infer<typeof restartArgsSchema>;
