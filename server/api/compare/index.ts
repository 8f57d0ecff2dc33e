export { files } from './files.ts';
export { get } from './get.ts';
