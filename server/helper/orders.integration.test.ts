import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HelperProcess } from './testing/helper-process.ts';
import { sha256, workplace } from './testing/workplace.ts';

const at = workplace();

describe('the program', () => {
  it('says hello, answers an unknown order and an error, and goes on', async () => {
    await at.helper.hello;
    await expect(at.helper.order('no.such' as 'file.hash', { file: '' })).rejects.toThrow('no.such: unknown order');
    await expect(at.helper.order('file.hash', { file: '/none' })).rejects.toThrow('ENOENT');
    const file = join(at.fresh(), 'f');
    fs.writeFileSync(file, 'abc');
    expect(await at.helper.order('file.hash', { file })).toEqual({
      path: file,
      bytes: 3,
      sha256: sha256(Buffer.from('abc')),
    });
  });

  it('ends with its input and takes its children along', async () => {
    const own = new HelperProcess();
    const fifo = join(at.fresh(), 'fifo');
    const ready = new Promise((resolve) => {
      own.begin('pipe.compress', { fifo, file: `${fifo}.zst`, level: 1 }, resolve).result.catch(() => undefined);
    });
    await ready;
    own.process.stdin?.end();
    await once(own.process, 'exit');
    expect(own.process.exitCode).toBe(0);
    expect(execFileSync('ps', ['-eo', 'args']).toString()).not.toContain(fifo);
  });
});

describe('a pipe', () => {
  it('is compressed to a file that is hashed, however its writer ends', async () => {
    const folder = at.fresh();
    const bytes = randomBytes(3_000_000);
    const order = { fifo: join(folder, 'fifo'), file: join(folder, 'out'), level: 3 };
    let result: Promise<{ read: number; stored: { sha256: string; bytes: number } }> | undefined;
    await new Promise((ready) => {
      result = at.helper.begin('pipe.compress', order, ready).result;
    });
    fs.writeFileSync(join(folder, 'data'), bytes);
    const writer = spawn('sh', ['-c', 'cat "$1" > "$2"; kill -9 $$', 'sh', join(folder, 'data'), order.fifo]);
    const ended = once(writer, 'exit');
    for (let asked = 0; asked < 300; asked += 1) await at.helper.order('file.hash', { file: join(folder, 'data') });
    expect([writer.exitCode, writer.signalCode]).toEqual([null, null]); // it stands still until its bytes may flow
    await at.helper.order('pipe.flow', { fifo: order.fifo });
    await ended;
    const answer = await result;
    expect(answer?.read).toBe(bytes.length);
    const stored = fs.readFileSync(order.file);
    expect(answer?.stored.sha256).toBe(sha256(stored));
    expect(zstdDecompressSync(stored).equals(bytes)).toBe(true);
    expect(fs.existsSync(order.fifo)).toBe(false);
  });

  it('keeps what a writer that has ended wrote before it might flow', async () => {
    const folder = at.fresh();
    const order = { fifo: join(folder, 'fifo'), file: join(folder, 'out'), level: 3 };
    let result: Promise<{ read: number }> | undefined;
    await new Promise((ready) => {
      result = at.helper.begin('pipe.compress', order, ready).result;
    });
    await once(spawn('sh', ['-c', 'echo short > "$1"', 'sh', order.fifo]), 'exit');
    for (let asked = 0; asked < 300; asked += 1)
      await at.helper.order('capture.names', { root: folder, glob: '*', capture: '(.*)' });
    await at.helper.order('pipe.flow', { fifo: order.fifo });
    expect((await result)?.read).toBe(6);
    expect(zstdDecompressSync(fs.readFileSync(order.file)).toString()).toBe('short\n');
  });

  it('that nobody writes to can be cancelled, and leaves nothing behind', async () => {
    const folder = at.fresh();
    const order = { fifo: join(folder, 'fifo'), file: join(folder, 'out'), level: 3 };
    let begun: { id: number; result: Promise<unknown> } | undefined;
    await new Promise((ready) => {
      begun = at.helper.begin('pipe.compress', order, ready);
    });
    at.helper.cancel(begun?.id ?? 0);
    await expect(begun?.result).rejects.toThrow('cancelled');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('is expanded into a file, which is gone when it holds more than it may', async () => {
    const folder = at.fresh();
    const bytes = randomBytes(2_000_000);
    const file = join(folder, 'in');
    fs.writeFileSync(file, zstdCompressSync(bytes));
    const into = join(folder, 'out');
    expect(await at.helper.order('pipe.expand', { file, into, limitBytes: bytes.length })).toEqual({
      bytes: bytes.length,
    });
    expect(fs.readFileSync(into).equals(bytes)).toBe(true);
    const small = { file, into: join(folder, 'small'), limitBytes: 1000 };
    await expect(at.helper.order('pipe.expand', small)).rejects.toThrow('more than 1000 bytes');
    expect(fs.existsSync(small.into)).toBe(false);
    fs.writeFileSync(file, zstdCompressSync(bytes).subarray(0, -5));
    const cut = { file, into: join(folder, 'cut'), limitBytes: bytes.length };
    await expect(at.helper.order('pipe.expand', cut)).rejects.toThrow('zstd ended with code 1');
    expect(fs.existsSync(cut.into)).toBe(false);
  });
});

describe('looking', () => {
  it('settles at once on folders at rest, and says which are busy at the limit', async () => {
    const calm = at.fresh();
    const busy = at.fresh();
    expect(await at.helper.order('capture.settle', { roots: [calm], quietMs: 1, limitMs: 5000 })).toEqual({
      settled: true,
      busy: [],
    });
    const writing = setInterval(() => fs.writeFileSync(join(busy, 'f'), 'x'), 20);
    const answer = await at.helper.order('capture.settle', { roots: [calm, busy], quietMs: 500, limitMs: 600 });
    clearInterval(writing);
    expect(answer.settled).toBe(false);
    expect(answer.busy).toContain(busy);
    expect(await at.helper.order('capture.settle', { roots: [busy], quietMs: 300, limitMs: 60_000 })).toEqual({
      settled: true,
      busy: [],
    });
  });

  it('reads names by glob and expression', async () => {
    const root = at.fresh();
    for (const name of ['one', 'two', 'ä.b']) {
      fs.mkdirSync(join(root, 'services', name), { recursive: true });
      fs.writeFileSync(join(root, 'services', name, 'service.json'), '');
    }
    fs.mkdirSync(join(root, 'services', 'half'));
    fs.writeFileSync(join(root, 'services', 'no-folder'), '');
    const order = { root, glob: 'services/*/service.json', capture: '^services/([^/]+)/' };
    expect(await at.helper.order('capture.names', order)).toEqual({ names: ['one', 'two', 'ä.b'] });
    expect(await at.helper.order('capture.names', { ...order, glob: 'none/*' })).toEqual({ names: [] });
  });

  it('finds writable shared mappings and whose volume they are in', async () => {
    const root = at.fresh();
    fs.writeFileSync(join(root, 'mapped'), Buffer.alloc(4096));
    // Perl has no mmap of its own: x86_64 9, aarch64 222; PROT_READ|PROT_WRITE, MAP_SHARED.
    const program =
      'use POSIX; my $n = (POSIX::uname())[4] eq "aarch64" ? 222 : 9; open(my $f, "+<", $ARGV[0]) or die; syscall($n, 0, 4096, 3, 1, fileno($f), 0) > 0 or die; close $f; $| = 1; print "mapped"; sleep 600';
    const mapper = spawn('perl', ['-e', program, join(root, 'mapped')], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(mapper.stdout, 'data');
      const { mappings, refused } = await at.helper.order('look.mappings', {});
      expect(refused).toBeNull();
      const mine = mappings.filter(({ pid }) => pid === mapper.pid);
      expect(mine).toMatchObject([{ process: 'perl', inode: String(fs.statSync(join(root, 'mapped')).ino) }]);
      await at.helper.order('capture.precopy', {
        volume: 'mapped',
        root,
        layer: join(at.place, 'mapped.layer'),
        deletes: join(at.place, 'mapped.deletes'),
        base: null,
      });
      expect(await at.helper.order('capture.owns', { volume: 'mapped', inodes: mappings })).toEqual({
        owned: [mine[0]?.inode],
      });
    } finally {
      mapper.kill();
    }
  });

  it('names a file that somebody writes inside the freeze, and still makes an archive that can be restored', async () => {
    const root = at.fresh();
    const into = at.fresh();
    fs.writeFileSync(join(root, 'busy'), 'before');
    const writing = setInterval(() => fs.appendFileSync(join(root, 'busy'), 'more'), 3);
    const copied = await at.helper.order('capture.precopy', {
      volume: 'busy',
      root,
      layer: join(at.place, 'busy.full'),
      deletes: join(at.place, 'none'),
      base: null,
    });
    const sinceNs = (BigInt(Date.now()) * 1_000_000n).toString();
    await at.helper.order('capture.delta', { volume: 'busy', root, tar: join(at.place, 'busy.tar') });
    const seen = fs.statSync(join(root, 'busy')).size;
    while (fs.statSync(join(root, 'busy')).size === seen) await new Promise((next) => setTimeout(next, 2));
    const { moved } = await at.helper.order('capture.moved', { volume: 'busy', root, sinceNs, seenToo: false });
    clearInterval(writing);
    expect(moved).toEqual({ count: 1, names: ['busy'] });
    const fingerprint = join(at.place, 'busy.fingerprint');
    const thawNs = (BigInt(Date.now()) * 1_000_000n).toString();
    const { delta } = await at.helper.order('capture.confirm', {
      volume: 'busy',
      root,
      thawNs,
      fingerprint,
      layer: join(at.place, 'busy.delta'),
      deletes: join(at.place, 'busy.deletes'),
    });
    const layers = [
      { tar: copied.layer, deletes: null },
      { tar: delta.layer, deletes: delta.deletes },
    ];
    const extracted = await at.helper.order('extract.stack', {
      root: into,
      layers,
      fingerprint,
      limitBytes: 1e6,
      limitEntries: 100,
    });
    expect(extracted.differences.names).toEqual([]);
  });
});
