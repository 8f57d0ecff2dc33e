import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { swapOrders } from './swap/orders.ts';
import { HelperProcess } from './testing/helper-process.ts';
import { tarOf } from './testing/tar-builder.ts';

let place: string;
let helper: HelperProcess;
let count = 0;

beforeAll(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'holdfast-orders-'));
  helper = new HelperProcess();
});
afterAll(async () => {
  await helper[Symbol.asyncDispose]();
  fs.rmSync(place, { recursive: true, force: true });
});

function fresh(): string {
  count += 1;
  const folder = join(place, String(count));
  fs.mkdirSync(folder);
  return folder;
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the program', () => {
  it('says hello, answers an unknown order and an error, and goes on', async () => {
    await helper.hello;
    await expect(helper.order('no.such' as 'file.hash', { file: '' })).rejects.toThrow('no.such: unknown order');
    await expect(helper.order('file.hash', { file: '/none' })).rejects.toThrow('ENOENT');
    const file = join(fresh(), 'f');
    fs.writeFileSync(file, 'abc');
    expect(await helper.order('file.hash', { file })).toEqual({
      path: file,
      bytes: 3,
      sha256: sha256(Buffer.from('abc')),
    });
  });

  it('ends with its input and takes its children along', async () => {
    const own = new HelperProcess();
    const fifo = join(fresh(), 'fifo');
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
    const folder = fresh();
    const bytes = randomBytes(3_000_000);
    const order = { fifo: join(folder, 'fifo'), file: join(folder, 'out'), level: 3 };
    let result: Promise<{ read: number; stored: { sha256: string; bytes: number } }> | undefined;
    await new Promise((ready) => {
      result = helper.begin('pipe.compress', order, ready).result;
    });
    fs.writeFileSync(join(folder, 'data'), bytes);
    const writer = spawn('sh', ['-c', 'cat "$1" > "$2"; kill -9 $$', 'sh', join(folder, 'data'), order.fifo]);
    await once(writer, 'exit');
    const answer = await result;
    expect(answer?.read).toBe(bytes.length);
    const stored = fs.readFileSync(order.file);
    expect(answer?.stored.sha256).toBe(sha256(stored));
    expect(zstdDecompressSync(stored).equals(bytes)).toBe(true);
    expect(fs.existsSync(order.fifo)).toBe(false);
  });

  it('that nobody writes to can be cancelled, and leaves nothing behind', async () => {
    const folder = fresh();
    const order = { fifo: join(folder, 'fifo'), file: join(folder, 'out'), level: 3 };
    let begun: { id: number; result: Promise<unknown> } | undefined;
    await new Promise((ready) => {
      begun = helper.begin('pipe.compress', order, ready);
    });
    helper.cancel(begun?.id ?? 0);
    await expect(begun?.result).rejects.toThrow('cancelled');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('is expanded into a file or into a FIFO, and never beyond its limit', async () => {
    const folder = fresh();
    const bytes = randomBytes(2_000_000);
    const file = join(folder, 'in');
    fs.writeFileSync(file, zstdCompressSync(bytes));
    const into = join(folder, 'out');
    expect(await helper.order('pipe.expand', { file, into, limitBytes: bytes.length })).toEqual({
      bytes: bytes.length,
    });
    expect(fs.readFileSync(into).equals(bytes)).toBe(true);
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const [read] = await Promise.all([
      fs.promises.readFile(fifo),
      helper.order('pipe.expand', { file, into: fifo, limitBytes: bytes.length }),
    ]);
    expect(read.equals(bytes)).toBe(true);
    const small = { file, into: join(folder, 'small'), limitBytes: 1000 };
    await expect(helper.order('pipe.expand', small)).rejects.toThrow('more than 1000 bytes');
    expect(fs.existsSync(small.into)).toBe(false);
  });
});

describe('looking', () => {
  it('settles at once on folders at rest, and says which are busy at the limit', async () => {
    const calm = fresh();
    const busy = fresh();
    expect(await helper.order('capture.settle', { roots: [calm], quietMs: 1, limitMs: 5000 })).toEqual({
      settled: true,
      busy: [],
    });
    const writing = setInterval(() => fs.writeFileSync(join(busy, 'f'), 'x'), 20);
    const answer = await helper.order('capture.settle', { roots: [calm, busy], quietMs: 500, limitMs: 600 });
    clearInterval(writing);
    expect(answer.settled).toBe(false);
    expect(answer.busy).toContain(busy);
    expect(await helper.order('capture.settle', { roots: [busy], quietMs: 300, limitMs: 60_000 })).toEqual({
      settled: true,
      busy: [],
    });
  });

  it('reads names by glob and expression', async () => {
    const root = fresh();
    for (const name of ['one', 'two', 'ä.b']) {
      fs.mkdirSync(join(root, 'services', name), { recursive: true });
      fs.writeFileSync(join(root, 'services', name, 'service.json'), '');
    }
    fs.mkdirSync(join(root, 'services', 'half'));
    fs.writeFileSync(join(root, 'services', 'no-folder'), '');
    const order = { root, glob: 'services/*/service.json', capture: '^services/([^/]+)/' };
    expect(await helper.order('capture.names', order)).toEqual({ names: ['one', 'two', 'ä.b'] });
    expect(await helper.order('capture.names', { ...order, glob: 'none/*' })).toEqual({ names: [] });
  });

  it('finds writable shared mappings and whose volume they are in', async () => {
    const root = fresh();
    fs.writeFileSync(join(root, 'mapped'), Buffer.alloc(4096));
    // Perl has no mmap of its own: x86_64 9, aarch64 222; PROT_READ|PROT_WRITE, MAP_SHARED.
    const program =
      'use POSIX; my $n = (POSIX::uname())[4] eq "aarch64" ? 222 : 9; open(my $f, "+<", $ARGV[0]) or die; syscall($n, 0, 4096, 3, 1, fileno($f), 0) > 0 or die; close $f; $| = 1; print "mapped"; sleep 600';
    const mapper = spawn('perl', ['-e', program, join(root, 'mapped')], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(mapper.stdout, 'data');
      const { mappings, refused } = await helper.order('look.mappings', {});
      expect(refused).toBeNull();
      const mine = mappings.filter(({ pid }) => pid === mapper.pid);
      expect(mine).toMatchObject([{ process: 'perl', inode: String(fs.statSync(join(root, 'mapped')).ino) }]);
      await helper.order('capture.precopy', { volume: 'mapped', root, layer: join(place, 'mapped.layer') });
      expect(await helper.order('capture.owns', { volume: 'mapped', inodes: mappings })).toEqual({
        owned: [mine[0]?.inode],
      });
    } finally {
      mapper.kill();
    }
  });

  it('names a file that somebody writes inside the freeze, and still makes an archive that can be restored', async () => {
    const root = fresh();
    const into = fresh();
    fs.writeFileSync(join(root, 'busy'), 'before');
    const writing = setInterval(() => fs.appendFileSync(join(root, 'busy'), 'more'), 3);
    const copied = await helper.order('capture.precopy', { volume: 'busy', root, layer: join(place, 'busy.full') });
    const sinceNs = (BigInt(Date.now()) * 1_000_000n).toString();
    const delta = await helper.order('capture.delta', {
      volume: 'busy',
      root,
      layer: join(place, 'busy.delta'),
      deletes: join(place, 'busy.deletes'),
    });
    const seen = fs.statSync(join(root, 'busy')).size;
    while (fs.statSync(join(root, 'busy')).size === seen) await new Promise((next) => setTimeout(next, 2));
    const { moved } = await helper.order('capture.moved', { volume: 'busy', root, sinceNs });
    clearInterval(writing);
    expect(moved).toEqual({ count: 1, names: ['busy'] });
    const fingerprint = join(place, 'busy.fingerprint');
    const thawNs = (BigInt(Date.now()) * 1_000_000n).toString();
    await helper.order('capture.confirm', { volume: 'busy', root, thawNs, fingerprint });
    const layers = [
      { tar: copied.layer, deletes: null },
      { tar: delta.layer, deletes: delta.deletes },
    ];
    const extracted = await helper.order('extract.stack', {
      root: into,
      layers,
      fingerprint,
      limitBytes: 1e6,
      limitEntries: 100,
    });
    expect(extracted.differences.names).toEqual([]);
  });
});

describe('a swap', () => {
  const job = 'abcdefghij01';
  const given = { signal: new AbortController().signal, progress: () => undefined };

  it('makes, finds, renames and removes only names of a restore', async () => {
    const swap = swapOrders(place);
    const volume = `v${fresh().split('/').at(-1)}`;
    fs.mkdirSync(join(place, volume, '_data'), { recursive: true });
    const staged = `.holdfast-${job}.new`;
    const kept = `.holdfast-${job}.old`;
    const { inode } = await swap['swap.make']({ volume, name: staged }, given);
    await expect(swap['swap.make']({ volume, name: staged }, given)).rejects.toThrow('EEXIST');
    await swap['swap.rename']({ volume, from: '_data', to: kept }, given);
    await swap['swap.rename']({ volume, from: staged, to: '_data' }, given);
    const look = await swap['swap.look']({ volume, names: ['_data', staged, kept] }, given);
    expect(look.inodes).toEqual([inode, null, expect.stringMatching(/^\d+$/)]);
    await expect(swap['swap.rename']({ volume, from: kept, to: '_data' }, given)).rejects.toThrow('File exists');
    await expect(swap['swap.remove']({ volume, name: '_data' }, given)).rejects.toThrow('never removed');
    await expect(swap['swap.look']({ volume, names: ['../x'] }, given)).rejects.toThrow('no name of a restore');
    await expect(swap['swap.look']({ volume: '..', names: [] }, given)).rejects.toThrow('no volume’s name');
    await swap['swap.remove']({ volume, name: kept }, given);
    expect(fs.readdirSync(join(place, volume))).toEqual(['_data']);
    fs.symlinkSync('/', join(place, `${volume}link`));
    await expect(swap['swap.look']({ volume: `${volume}link`, names: [] }, given)).rejects.toThrow('is no folder');
  });

  it('tells the space that an ordinary user may write', async () => {
    const { bytes, inodes } = await swapOrders(place)['swap.space']({ path: place }, given);
    const [available] = execFileSync('stat', ['-f', '-c', '%a %S', place]).toString().split(' ').map(Number);
    expect(Math.abs(bytes / 4096 - (available ?? 0))).toBeLessThan(1_000_000);
    expect(inodes).toBeGreaterThan(0);
  });
});

describe('a relay', () => {
  it('carries bytes both ways to the first target that answers, and ends halves and wholes with their other side', async () => {
    const folder = fresh();
    const ended: Promise<unknown>[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Answers only when the other side has ended its half.
      socket.on('end', () => socket.end(Buffer.concat(chunks).toString().toUpperCase()));
      ended.push(new Promise((resolve) => socket.once('close', resolve)));
      socket.on('error', () => undefined);
    });
    server.listen(join(folder, 'server'));
    await once(server, 'listening');
    const targets = [
      { kind: 'unix' as const, path: join(folder, 'nobody') },
      { kind: 'unix' as const, path: join(folder, 'server') },
    ];
    const socket = join(folder, 'relay');
    expect(await helper.order('relay.listen', { socket, targets })).toEqual({ target: join(folder, 'server') });
    const client = connect({ path: socket, allowHalfOpen: true });
    client.end('hello');
    const [answer] = await once(client, 'data');
    expect(String(answer)).toBe('HELLO');
    const dying = connect(socket);
    await once(dying, 'connect');
    dying.write('x');
    while (ended.length < 3) await new Promise((next) => setTimeout(next, 2));
    dying.destroy();
    await ended[2];
    server.close();
    await expect(
      helper.order('relay.listen', { socket: join(folder, 'other'), targets: targets.slice(0, 1) }),
    ).rejects.toThrow('nothing answers');
  });
});

describe('the watchdog', () => {
  /** Docker's API as far as it is needed: fails twice, then unpauses. */
  function fakeDocker(socket: string): { unpaused: string[]; calls: string[]; close(): void } {
    const seen = { unpaused: [] as string[], calls: [] as string[] };
    const server = createHttpServer((request, response) => {
      const container = request.url?.split('/')[2] ?? '';
      seen.calls.push(container);
      if (container === 'running') response.writeHead(409).end('{"message":"Container running is not paused"}');
      else if (seen.calls.filter((each) => each === container).length < 3)
        response.writeHead(500).end('{"message":"later"}');
      else {
        seen.unpaused.push(container);
        response.writeHead(204).end();
      }
    });
    server.listen(socket);
    return { ...seen, close: () => server.close() };
  }

  it('resumes at the deadline, trying until it succeeds, and again after the next arming', async () => {
    const socket = join(fresh(), 'docker.sock');
    const docker = fakeDocker(socket);
    await helper.order('watchdog.arm', { socket, containers: ['a', 'running'], deadlineMs: 10 });
    while (docker.unpaused.length < 1) await new Promise((next) => setTimeout(next, 5));
    expect(docker.unpaused).toEqual(['a']);
    await helper.order('watchdog.arm', { socket, containers: ['b'], deadlineMs: 3_600_000 });
    await helper.order('watchdog.disarm', {});
    expect(docker.calls).not.toContain('b');
    docker.close();
  });

  it('resumes when the app dies, though Docker comes back only later, and then ends', async () => {
    const socket = join(fresh(), 'docker.sock');
    const own = new HelperProcess();
    await own.order('watchdog.arm', { socket, containers: ['a', 'b'], deadlineMs: 3_600_000 });
    own.process.stdin?.end();
    const docker = fakeDocker(socket);
    await once(own.process, 'exit');
    expect(docker.unpaused.sort()).toEqual(['a', 'b']);
    docker.close();
  });
});

describe('a bundle', () => {
  const file = (path: string, body = 'x') => ({ path, body });
  const limits = { limitBytes: 10_000, limitEntries: 10 };

  async function unpack(bytes: Buffer) {
    const folder = fresh();
    fs.writeFileSync(join(folder, 'bundle.tar'), bytes);
    return helper.order('bundle.unpack', { bundle: join(folder, 'bundle.tar'), into: join(folder, 'into'), ...limits });
  }

  it('is written down below its top folder and hashed', async () => {
    const layer = `layers/${'0'.repeat(64)}.tar.zst`;
    const answer = await unpack(
      tarOf([
        { path: 't/', type: '5' },
        file('t/manifest.json', '{}'),
        file(`t/${layer}`),
        file('t/fingerprints/My.vol.zst', ''),
      ]),
    );
    expect(answer.problem).toBeNull();
    expect(answer.files).toEqual([
      { path: 'manifest.json', bytes: 2, sha256: sha256(Buffer.from('{}')) },
      { path: layer, bytes: 1, sha256: sha256(Buffer.from('x')) },
      { path: 'fingerprints/My.vol.zst', bytes: 0, sha256: sha256(Buffer.alloc(0)) },
    ]);
  });

  it.each([
    ['not-tar', Buffer.from('PK'.repeat(600))],
    ['truncated', tarOf([file('t/manifest.json', 'x'.repeat(3000))]).subarray(0, 1024)],
    ['truncated', tarOf([file('t/manifest.json')], Buffer.alloc(0))],
    ['path-leaves-root', tarOf([file('../manifest.json')])],
    ['path-leaves-root', tarOf([file('/t/manifest.json')])],
    ['neither-file-nor-folder', tarOf([{ path: 't/README', type: '2', link: '/etc/passwd' }])],
    ['neither-file-nor-folder', tarOf([{ path: 't/README', type: '1', link: 't/manifest.json' }])],
    ['neither-file-nor-folder', tarOf([{ path: 't/README', type: '3' }])],
    ['unknown-name', tarOf([file('t/.ssh/authorized_keys')])],
    ['unknown-name', tarOf([file('manifest.json')])],
    ['unknown-name', tarOf([file('t/manifest.json'), file('u/README')])],
    ['unknown-name', tarOf([file(`t/layers/${'0'.repeat(63)}.tar.zst`)])],
    [
      'duplicate',
      tarOf(
        [file('t/manifest.json'), file('t/./manifest.json'), file('t/manifest.json')].filter(
          ({ path }) => !path.includes('/./'),
        ),
      ),
    ],
    ['too-large', tarOf([file('t/manifest.json', 'x'.repeat(20_000))])],
    ['too-many', tarOf(Array.from({ length: 11 }, (_, index) => file(`t/database/d${index}.dump.zst`)))],
  ])('that is bad is answered with %s', async (code, bytes) => {
    expect((await unpack(bytes)).problem?.code).toBe(code);
  });
});
