export { clearKept } from './clear-kept.ts';
export { plan } from './plan.ts';
export { report } from './report.ts';
export { start } from './start.ts';
export { tick } from './tick.ts';
export { undo } from './undo.ts';
export { undoPlan } from './undo-plan.ts';
