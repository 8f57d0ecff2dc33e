import { chmodSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, root } from '../clone.ts';

type User = { name: string; id: number; home: string };

/** A folder under construction that lies over an image's files: made anew each time, so that a kill leaves no half one. */
export type Overlay = {
  folder: string;
  write(name: string, content: string, mode?: number): void;
  copy(from: string, name: string): void;
  link(name: string, target: string): void;
  makeFolder(name: string, mode: number): void;
};

/** An overlay with what every image needs: Debian's links into /usr, /tmp, the users, name resolution. */
export function newOverlay(name: string, users: User[] = []): Overlay {
  const folder = path.join(cacheFolder, 'images', `${name}.${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const at = (inside: string) => {
    const file = path.join(folder, inside);
    mkdirSync(path.dirname(file), { recursive: true });
    return file;
  };
  const overlay: Overlay = {
    folder,
    write: (inside, content, mode = 0o644) => {
      writeFileSync(at(inside), content);
      chmodSync(at(inside), mode);
    },
    copy: (from, inside) => copyFileSync(path.resolve(root, from), at(inside)),
    link: (inside, target) => symlinkSync(target, at(inside)),
    makeFolder: (inside, mode) => {
      mkdirSync(at(inside), { recursive: true });
      chmodSync(at(inside), mode);
    },
  };
  for (const each of ['bin', 'sbin', 'lib', 'lib64']) overlay.link(each, `usr/${each}`);
  overlay.makeFolder('tmp', 0o1777);
  overlay.makeFolder('run', 0o755);
  overlay.link('var/run', '/run');
  overlay.makeFolder('var/tmp', 0o1777);
  overlay.makeFolder('root', 0o700);
  overlay.write(
    'etc/passwd',
    lines(users, (u) => `${u.name}:x:${u.id}:${u.id}::${u.home}:/bin/bash`, 'root:x:0:0:root:/root:/bin/bash'),
  );
  overlay.write(
    'etc/group',
    lines(users, (u) => `${u.name}:x:${u.id}:`, 'root:x:0:'),
  );
  overlay.write('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n');
  return overlay;
}

export function removeOverlay(overlay: Overlay): void {
  rmSync(overlay.folder, { recursive: true, force: true });
  rmSync(`${overlay.folder}.lists`, { recursive: true, force: true });
}

function lines(users: User[], line: (user: User) => string, first: string): string {
  return [first, ...users.map(line), ''].join('\n');
}
