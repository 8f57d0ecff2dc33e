export { discard } from './discard.ts';
export { list } from './list.ts';
export { retry } from './retry.ts';
