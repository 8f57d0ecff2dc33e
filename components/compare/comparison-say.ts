import { msOf } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { compare as words } from '../messages/compare.ts';
import { countsOfTable, countsOfVolume, differs, sumOf, tablesOf } from './totals.ts';
import type { Comparison } from './types.ts';

type Membership = NonNullable<Comparison['roles']>['memberships']['added'][number];

/** How much came, went and changed, in one sentence. */
export function claimOf(comparison: Comparison): string {
  const files = sumOf(comparison.volumes.map(countsOfVolume));
  const rows = sumOf(tablesOf(comparison).map(countsOfTable));
  const text = words.say(
    words.entriesAndRows(files.came, rows.came),
    words.entriesAndRows(files.gone, rows.gone),
    words.entriesAndRows(files.changed, 0),
  );
  if (text) return text;
  return comparison.problems.length > 0 || differs(comparison) ? words.nothingSeen : words.nothing;
}

/** What lies between, and what came and went with it. */
export function detailsOf({ left, right, product, roles }: Comparison, name: string): string {
  const memberships = roles?.memberships;
  const changed = product.left !== null && product.right !== null && product.left !== product.right;
  return [
    words.period(duration(Math.abs(msOf(right.at) - msOf(left.at)))),
    changed ? words.product(name, product.left ?? '', product.right ?? '') : '',
    roles && roles.added.length > 0 ? words.rolesCame(roles.added) : '',
    roles && roles.gone.length > 0 ? words.rolesWent(roles.gone) : '',
    memberships && memberships.added.length > 0 ? words.membershipsCame(memberships.added.map(nameOf)) : '',
    memberships && memberships.gone.length > 0 ? words.membershipsWent(memberships.gone.map(nameOf)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const nameOf = ({ member, role }: Membership): string => words.member(member, role);

/** What a restore of the left side would do to what came since. */
export function goingBack(comparison: Comparison, name: string): string[] {
  const { product, databases, volumes, roles } = comparison;
  const came = sumOf(volumes.filter(({ change }) => change === 'changed').map(countsOfVolume)).came;
  const tables = tablesOf(comparison).filter(({ change }) => change === 'added');
  const newVolumes = volumes.filter(({ change }) => change === 'added');
  // Those of roles that came stay, as the roles do.
  const stays = ({ member, role }: Membership) => roles?.added.some((name) => name === member || name === role);
  const ended = roles?.memberships.added.filter((each) => !stays(each)) ?? [];
  return [
    product.left && product.right && product.left !== product.right
      ? words.backProduct(name, product.right, product.left)
      : '',
    ...databases.filter(({ structure }) => structure === 'different').map((each) => words.backStructure(each.name)),
    tables.length > 0 ? words.backTables(tables.map((table) => table.name)) : '',
    newVolumes.length > 0 ? words.backVolumes(newVolumes.map((volume) => volume.key)) : '',
    roles && roles.added.length > 0 ? words.backRoles(roles.added) : '',
    ended.length > 0 ? words.backMemberships(ended.map(nameOf)) : '',
    came > 0 ? words.backFiles(came) : '',
  ].filter(Boolean);
}
