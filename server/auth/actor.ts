import type { Role } from '../contract/access.ts';

/** Somebody who was recognised. */
export type Actor = {
  id: string;
  name: string;
  role: Role;
  via: 'session' | 'token';
  /** Of the browser's session; null for a token. */
  sessionId: string | null;
  /** Of the browser's session; null for a token. */
  sessionCreatedAt: string | null;
};

const ranks: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

/** Whether `role` may do what needs `needed`. */
export function allows(role: Role, needed: Role): boolean {
  return ranks[role] >= ranks[needed];
}
