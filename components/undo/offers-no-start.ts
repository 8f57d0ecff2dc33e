import type { UndoPlan } from './types.ts';

/** Where the product was upgraded since, other images may have to come first. */
export function offersNoStart({ versions: { product } }: Pick<UndoPlan, 'versions'>): boolean {
  return product.kept !== null && product.live !== null && product.kept !== product.live;
}
