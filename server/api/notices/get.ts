import { noticesSchema } from '../../contract/notices.ts';
import { procedure } from '../procedure.ts';
import { noticesOf } from '../views/notices.ts';

export const get = procedure.viewer.output(noticesSchema).query(({ ctx }) => noticesOf(ctx.app));
