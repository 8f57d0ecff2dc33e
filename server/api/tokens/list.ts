import { z } from 'zod';
import { listTokens } from '../../auth/index.ts';
import { tokenSchema } from '../../contract/access.ts';
import { procedure } from '../procedure.ts';

export const list = procedure.admin.output(z.array(tokenSchema)).query(({ ctx }) => listTokens(ctx.app.deps.db));
