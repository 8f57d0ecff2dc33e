import { roles } from '../messages/roles.ts';

/** Roles for a select, each with what it may do. */
export const roleOptions = Object.entries(roles.may).map(([value, may]) => ({ value, label: `${value}: ${may}` }));
