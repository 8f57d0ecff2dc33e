export { start } from './start.ts';
export { state } from './state.ts';
