import { z } from 'zod';
import { listAccounts } from '../../auth/index.ts';
import { accountSchema } from '../../contract/access.ts';
import { procedure } from '../procedure.ts';

export const list = procedure.admin.output(z.array(accountSchema)).query(({ ctx }) => listAccounts(ctx.app.deps.db));
