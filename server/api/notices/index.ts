export { get } from './get.ts';
export { watch } from './watch.ts';
