import { comparisonSchema } from '../../contract/compare.ts';
import { compare } from '../../engine/compare/index.ts';
import { procedure } from '../procedure.ts';
import { compareInput } from './input.ts';

/** An archive held against another one, or against the installation as it is. Changes nothing. */
export const get = procedure.viewer
  .input(compareInput)
  .output(comparisonSchema)
  .query(({ ctx, input }) => compare(ctx.app.deps, input));
