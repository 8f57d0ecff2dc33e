/** In start order; services that the profile doesn't name come last, by name, so that the order is the same each time. */
export function inOrder<Named extends { service: string }>(all: readonly Named[], order: readonly string[]): Named[] {
  const rank = ({ service }: Named) => (order.includes(service) ? order.indexOf(service) : order.length);
  return all.toSorted((a, b) => rank(a) - rank(b) || a.service.localeCompare(b.service));
}
