import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';

/** A tree with everything that backup tools lose: links, xattrs, ACLs, modes, odd names, holes, a FIFO. */
export function makeLibrary(folder: string): void {
  mkdirSync(`${folder}/protocols/opc ua`, { recursive: true });
  mkdirSync(`${folder}/empty`, { mode: 0o700 });
  for (const name of ['modbus', 'opcua', 's7', 'bacnet']) {
    writeFileSync(`${folder}/protocols/${name}.json`, JSON.stringify({ name, registers: [...Array(200).keys()] }));
  }
  linkSync(`${folder}/protocols/opcua.json`, `${folder}/protocols/opc ua/default.json`);
  symlinkSync('protocols/s7.json', `${folder}/default.json`);
  // Valid data, though it points out of the volume.
  symlinkSync('/etc/localtime', `${folder}/localtime`);
  symlinkSync('no-such-file', `${folder}/dangling`);
  writeFileSync(`${folder}/run-tool`, '#!/bin/sh\nexit 0\n');
  chownSync(`${folder}/run-tool`, 0, 999);
  chmodSync(`${folder}/run-tool`, 0o4750);
  writeFileSync(`${folder}/owned`, 'of another user\n');
  chownSync(`${folder}/owned`, 1000, 1001);
  writeFileSync(
    Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]),
    'latin1 name\n',
  );
  writeFileSync(`${folder}/two\nlines.txt`, 'a newline in its name\n');
  writeFileSync(`${folder}/sparse.bin`, 'start');
  truncateSync(`${folder}/sparse.bin`, 64 * 1024 * 1024);
  writeFileSync(`${folder}/old.txt`, 'from another time\n');
  utimesSync(`${folder}/old.txt`, 946684800.123456, 946684800.123456);
  execFileSync('mkfifo', ['-m', '0620', `${folder}/commands.fifo`]);
  execFileSync('setfattr', ['-n', 'user.origin', '-v', 'factory', `${folder}/protocols/modbus.json`]);
  execFileSync('setfacl', ['-m', 'u:1000:rw,g:1001:r', `${folder}/protocols/bacnet.json`]);
}
