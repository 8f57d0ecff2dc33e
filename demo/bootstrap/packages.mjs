import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runLogged, step } from './run.mjs';
import { dockerSockets } from './sockets.mjs';

/** Debian packages that the demo needs, each with a program or file that shows it is there already. */
const packages = [
  { name: 'ca-certificates', proof: '/etc/ssl/certs/ca-certificates.crt' },
  { name: 'tar', proof: 'tar' },
  { name: 'findutils', proof: 'find' },
  { name: 'zstd', proof: 'zstd' },
  { name: 'age', proof: 'age' },
  { name: 'attr', proof: 'setfattr' },
  { name: 'acl', proof: 'setfacl' },
  { name: 'curl', proof: 'curl' },
  { name: 'openssl', proof: 'openssl' },
  { name: 'tzdata', proof: '/usr/share/zoneinfo/UTC' },
  { name: 'docker-compose', proof: 'docker-compose', unless: '/usr/libexec/docker/cli-plugins/docker-compose' },
];

const forBench = [
  { name: 'restic', proof: 'restic' },
  { name: 'borgbackup', proof: 'borg' },
];

/** What `npm test` and `npm run bench` need beside the demo. */
const further = {
  demo: [],
  test: [{ name: 'chromium', proof: 'chromium' }, { name: 'git', proof: 'git' }, ...forBench],
  bench: forBench,
};

const programFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Installs the missing ones. Does nothing, and asks nobody, where all are there. */
export async function ensurePackages(ignored, purpose) {
  const missing = [...packages, ...further[purpose], ...(await dockerPackages())]
    .filter(({ proof, unless }) => !isThere(proof) && !(unless && existsSync(unless)))
    .map(({ name }) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`Missing here: ${missing.join(', ')}. Install them, or run this as root.`);
  const log = path.join(ignored, 'demo/packages.log');
  await step(`Debian packages: ${missing.join(' ')}`, () => withoutStartingServices(() => install(missing, log)));
}

/** A daemon of our own is needed only where no Docker runs. */
async function dockerPackages() {
  if ((await dockerSockets()).length > 0) return [];
  const needed = [
    { name: 'docker.io', proof: 'dockerd' },
    { name: 'iptables', proof: 'iptables' },
    { name: 'iproute2', proof: 'ip' },
  ];
  if (existsSync('/sys/kernel/security/apparmor')) needed.push({ name: 'apparmor', proof: 'apparmor_parser' });
  if (!existsSync('/sys/fs/cgroup/cgroup.controllers') && !existsSync('/sys/fs/cgroup/memory')) {
    needed.push({ name: 'cgroupfs-mount', proof: 'cgroupfs-mount' });
  }
  return needed;
}

async function install(names, log) {
  const options = ['-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const attempt = () => runLogged('apt-get', ['install', ...options, ...names], log, env);
  try {
    await attempt();
  } catch {
    // Either the lists are missing or old, or an earlier run was killed within dpkg.
    await runLogged('dpkg', ['--configure', '-a'], log, env);
    await runLogged('apt-get', ['update', '-qq', '-o', 'Acquire::Retries=3'], log, env);
    await attempt();
  }
}

const policy = '/usr/sbin/policy-rc.d';
const policyText = '#!/bin/sh\n# Put here by the Holdfast demo while it installs packages; to be removed.\nexit 101\n';

/**
 * Without systemd a package's init script may start a second Docker that nobody stops: keep it from that. With systemd,
 * Docker is installed and started as the administrator would have it, and then used.
 */
async function withoutStartingServices(work) {
  const ours = () => existsSync(policy) && readFileSync(policy, 'utf8') === policyText;
  const needed = !existsSync('/run/systemd/system') && !existsSync(policy);
  if (needed) writeFileSync(policy, policyText, { mode: 0o755 });
  try {
    await work();
  } finally {
    if (ours()) rmSync(policy);
  }
}

function isThere(proof) {
  return proof.startsWith('/')
    ? existsSync(proof)
    : programFolders.some((folder) => existsSync(path.join(folder, proof)));
}
