/** An identifier of PostgreSQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
}

/** A string of PostgreSQL, whatever standard_conforming_strings says. */
export function literal(text: string): string {
  const clean = text.replaceAll('\0', '').replaceAll("'", "''");
  return clean.includes('\\') ? `E'${clean.replaceAll('\\', '\\\\')}'` : `'${clean}'`;
}
