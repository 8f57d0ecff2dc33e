export { contents } from './contents.ts';
export { list } from './list.ts';
