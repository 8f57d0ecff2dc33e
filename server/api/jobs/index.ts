export { cancel } from './cancel.ts';
export { get } from './get.ts';
export { list } from './list.ts';
export { log } from './log.ts';
export { watch } from './watch.ts';
