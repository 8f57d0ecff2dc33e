export { create } from './create.ts';
export { list } from './list.ts';
export { remove } from './remove.ts';
export { resetPassword } from './reset-password.ts';
export { setRole } from './set-role.ts';
