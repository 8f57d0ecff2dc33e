/**
 * The two structures of the database. 1.9.2 keeps a user's one role in `users` and a role's permissions as JSON; 1.10.2
 * has tables for both, an enumerated state, and a revision for each service. Statements take the same parameters and
 * give the same columns in both, so that the services need not know which one they speak to.
 */
export type Statements = {
  /** ($1 name) -> id, username, password_hash */
  userByName: string;
  /** ($1 user id) -> permission */
  permissions: string;
  /** -> id, username, email, roles, created_at */
  users: string;
  /** ($1 name, $2 email, $3 hash, $4 role) */
  addUser: string;
  /** -> id, name, permissions */
  roles: string;
  /** -> id, name, state, installed_at */
  services: string;
  /** ($1 id, $2 name, $3 definition) */
  addService: string;
};

const userByName = 'select id::text, name as username, password_hash from users where name = $1';

export const statements: Record<1 | 2, Statements> = {
  1: {
    userByName,
    permissions: `select jsonb_array_elements_text(r.permissions) as permission
                  from users u join roles r on r.id = u.role where u.id = $1`,
    users: `select id::text, name as username, email, array[role] as roles, created_at from users order by name`,
    addUser: 'insert into users (name, email, password_hash, role) values ($1, $2, $3, $4) returning id::text',
    roles: 'select id, name, permissions from roles order by id',
    services: 'select id, name, state, installed_at from services order by id',
    addService: `insert into services (id, name, state, definition) values ($1, $2, 'running', $3)`,
  },
  2: {
    userByName,
    permissions: `select distinct p.resource || '.' || p.operation as permission
                  from user_roles ur join role_permissions rp using (role_id) join permissions p on p.id = rp.permission_id
                  where ur.user_id = $1`,
    users: `select u.id::text, u.name as username, u.email, u.created_at,
                   coalesce(array_agg(ur.role_id order by ur.role_id) filter (where ur.role_id is not null), '{}') as roles
            from users u left join user_roles ur on ur.user_id = u.id group by u.id order by u.name`,
    addUser: `with added as (insert into users (name, email, password_hash) values ($1, $2, $3) returning id),
                   granted as (insert into user_roles (user_id, role_id) select id, $4 from added)
              select id::text from added`,
    roles: `select r.id, r.name, coalesce(jsonb_agg(p.resource || '.' || p.operation order by p.id) filter (where p.id is not null), '[]') as permissions
            from roles r left join role_permissions rp on rp.role_id = r.id left join permissions p on p.id = rp.permission_id
            group by r.id order by r.id`,
    services: 'select id, name, state::text, installed_at from services order by id',
    addService: `insert into services (id, name, state, definition, revision) values ($1, $2, 'running', $3, 1)`,
  },
};

/** Which structure a version of the product works with. */
export function structureOf(version: string): 1 | 2 {
  return version.startsWith('1.9.') ? 1 : 2;
}

export const structure = structureOf(process.env.VERSION ?? '1.10.2');
export const sql = statements[structure];
