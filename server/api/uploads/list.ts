import { z } from 'zod';
import { uploadSchema } from '../../contract/archives.ts';
import { listUploads } from '../../store/index.ts';
import { procedure } from '../procedure.ts';

export const list = procedure.admin.output(z.array(uploadSchema)).query(({ ctx }) => listUploads(ctx.app.deps.db));
