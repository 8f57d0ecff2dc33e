import { storeViewSchema } from '../../contract/installations.ts';
import { procedure } from '../procedure.ts';
import { storeView } from '../views/store.ts';

/** Where archives stand, and how much space there is. */
export const get = procedure.viewer.output(storeViewSchema).query(({ ctx }) => storeView(ctx.app));
