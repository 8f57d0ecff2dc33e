import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demux } from './demux.ts';
import { lines } from './lines.ts';

function frame(stream: number, text: string): Buffer {
  const data = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}

/** Cuts bytes at the given places, as a network would. */
function* cut(bytes: Buffer, sizes: number[]): Generator<Buffer> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function collect(source: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of source) all.push(line);
  return all;
}

test('both streams come out whole, wherever the bytes were cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(1, 2), fc.string({ unit: 'grapheme' }))),
      fc.array(fc.integer({ min: 1, max: 12 })),
      async (frames, sizes) => {
        const source = Readable.from(cut(Buffer.concat(frames.map(([stream, text]) => frame(stream, text))), sizes));
        const out: Record<number, Buffer[]> = { 1: [], 2: [] };
        for await (const piece of demux(source)) out[piece.stream]?.push(Buffer.from(piece.data));
        for (const wanted of [1, 2])
          expect(Buffer.concat(out[wanted] ?? []).toString()).toBe(
            frames.flatMap(([stream, text]) => (stream === wanted ? [text] : [])).join(''),
          );
      },
    ),
  );
});

test('lines come out whole, wherever the bytes were cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '))),
      fc.array(fc.integer({ min: 1, max: 12 })),
      async (texts, sizes) => {
        const source = Readable.from(cut(Buffer.from(texts.map((text) => `${text}\n`).join('')), sizes));
        expect(await collect(lines(source))).toEqual(texts);
      },
    ),
  );
});

test('what follows the last newline is a line too', async () => {
  expect(await collect(lines(Readable.from([Buffer.from('a\nb')])))).toEqual(['a', 'b']);
});
