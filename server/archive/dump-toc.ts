/** A column as a dump writes it. */
export type DumpColumn = { name: string; type: string; required: boolean };
export type DumpTable = { schema: string; name: string; columns: DumpColumn[] };

/**
 * The tables that a custom-format dump makes, from the list at its beginning (pg_backup_archiver.c, WriteToc); null when the
 * bytes don't hold that list whole, or are of a format that is not known here (before 1.12, after 1.16).
 */
export function tablesOfDump(bytes: Buffer): DumpTable[] | null {
  try {
    return new TocReader(bytes).tables();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const knownMinors = { first: 12, last: 16 };
/** More objects than any dump that its bytes could hold: each takes at least this many. */
const leastEntryBytes = 40;

class TocReader {
  readonly #bytes: Buffer;
  #at = 0;
  #intSize = 4;
  #offsetSize = 8;
  #minor = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  tables(): DumpTable[] {
    const count = this.#header();
    if (count < 0 || count > this.#bytes.length / leastEntryBytes) throw new RangeError('too many objects');
    const tables: DumpTable[] = [];
    for (let index = 0; index < count; index += 1) {
      const { kind, schema, name, definition } = this.#entry();
      if (kind === 'TABLE') tables.push({ schema, name, columns: columnsOf(definition) });
    }
    return tables;
  }

  /** @returns how many entries follow */
  #header(): number {
    if (this.#take(5).toString('latin1') !== 'PGDMP') throw new RangeError('no dump');
    const [major, minor] = [this.#byte(), this.#byte()];
    this.#byte();
    if (major !== 1 || minor < knownMinors.first || minor > knownMinors.last) throw new RangeError('unknown format');
    this.#minor = minor;
    this.#intSize = this.#byte();
    this.#offsetSize = this.#byte();
    this.#byte();
    // Compression: a number before 1.15, one byte from there on. Then the date in seven numbers.
    if (minor >= 15) this.#byte();
    else this.#int();
    for (let part = 0; part < 7; part += 1) this.#int();
    for (const _text of ['database', 'server', 'pg_dump']) this.#text();
    return this.#int();
  }

  #entry(): { kind: string; schema: string; name: string; definition: string } {
    this.#int();
    this.#int();
    this.#text();
    this.#text();
    const name = this.#text() ?? '';
    const kind = this.#text() ?? '';
    this.#int();
    const definition = this.#text() ?? '';
    this.#text();
    this.#text();
    const schema = this.#text() ?? '';
    this.#text();
    if (this.#minor >= 14) this.#text();
    if (this.#minor >= 16) this.#int();
    this.#text();
    this.#text();
    while (this.#text() !== null);
    this.#take(1 + this.#offsetSize);
    return { kind, schema, name, definition };
  }

  #byte(): number {
    return this.#take(1).readUInt8();
  }

  /** A sign, and then the number, its lowest byte first. */
  #int(): number {
    const negative = this.#byte() !== 0;
    const value = this.#take(this.#intSize).reduce((sum, byte, place) => sum + byte * 256 ** place, 0);
    return negative ? -value : value;
  }

  /** Null: none was written. */
  #text(): string | null {
    const length = this.#int();
    return length < 0 ? null : this.#take(length).toString('utf8');
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('it ends too early');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

/** pg_dump writes one column a line, four spaces in; a constraint of the table begins with that word. */
function columnsOf(definition: string): DumpColumn[] {
  return definition.split('\n').flatMap((line) => {
    const parts = /^ {4}("(?:[^"]|"")+"|[a-z_][a-z0-9_$]*) (.+?),?$/.exec(line);
    if (!parts || parts[1] === 'CONSTRAINT') return [];
    const [, name = '', rest = ''] = parts;
    const type = rest.split(/ (?:COLLATE|DEFAULT|NOT NULL|GENERATED|CONSTRAINT|CHECK|OPTIONS)\b/, 1)[0] ?? '';
    return [{ name: unquoted(name), type, required: / NOT NULL\b/.test(rest) }];
  });
}

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);
