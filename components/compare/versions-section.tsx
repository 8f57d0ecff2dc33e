import { compare as words } from '../messages/compare.ts';
import { bareVersion } from '../restore/relation.ts';
import { Section } from '../ui/section.tsx';
import { Sign } from './file-differences.tsx';
import type { Comparison } from './types.ts';

type Line = { name: string; left: string | null; right: string | null; difference: string };

/** Product, PostgreSQL, and of each database structure, collation and extensions. */
export function VersionsSection({
  comparison,
  product,
  heads,
}: {
  comparison: Comparison;
  product: string;
  heads: [string, string];
}) {
  return (
    <Section label={words.versions}>
      <table className="table compact table-rows diff">
        <thead>
          <tr>
            <th scope="col">{words.heads.what}</th>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
            <th scope="col">{words.heads.difference}</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(comparison, product).map((line) => (
            <tr key={line.name}>
              <th scope="row">{line.name}</th>
              <td data-l={line.left ? heads[0] : undefined}>{line.left}</td>
              <td data-l={line.right ? heads[1] : undefined}>{line.right}</td>
              <td>{line.difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function linesOf({ product, postgres, databases }: Comparison, name: string): Line[] {
  return [
    line(name, product),
    line('PostgreSQL', { left: bareVersion(postgres.left), right: bareVersion(postgres.right) }),
    ...databases.flatMap((database): Line[] => [
      { name: words.structure(database.name), left: '', right: '', difference: words.structureIs[database.structure] },
      ...(database.collation.left === database.collation.right
        ? []
        : [line(words.collation(database.name), database.collation)]),
      ...database.extensions
        .filter(({ change }) => change !== 'same')
        .map((extension) => ({
          ...line(words.extension(extension.name), extension.versions),
          difference: words.is[extension.change],
        })),
    ]),
  ];
}

function line(name: string, { left, right }: { left: string | null; right: string | null }): Line {
  const known = left !== null && right !== null;
  return {
    name,
    left: left ?? words.unknown,
    right: right ?? words.unknown,
    difference: known ? (left === right ? words.is.same : words.is.changed) : words.is.unknown,
  };
}

/** Roles of the database's server, and their memberships, that came, went, or may do other things. */
export function RolesSection({ roles }: { roles: NonNullable<Comparison['roles']> }) {
  const changes = ['added', 'gone', 'changed'] as const;
  const rows = [
    ...changes.flatMap((change) => roles[change].map((name) => ({ name, change, text: words.role[change] }))),
    ...changes.flatMap((change) =>
      roles.memberships[change].map(({ member, role }) => ({
        name: words.member(member, role),
        change,
        text: words.membership[change],
      })),
    ),
  ];
  return (
    <Section label={words.roles} small={words.rolesSmall}>
      {rows.length === 0 ? (
        <p className="note">{words.rolesNone}</p>
      ) : (
        <ul className="evidence">
          {rows.map(({ name, change, text }) => (
            <li key={name}>
              <Sign change={change} />
              <b>{name}</b>
              <span className="quiet">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
