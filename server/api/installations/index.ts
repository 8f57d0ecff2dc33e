export { configure } from './configure.ts';
export { discover } from './discover.ts';
export { get } from './get.ts';
export { list } from './list.ts';
export { setDatabase } from './set-database.ts';
export { settings } from './settings.ts';
