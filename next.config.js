/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  poweredByHeader: false,
  // Native modules and modules that load files by name: Next must not bundle them.
  serverExternalPackages: ['dockerode', 'ssh2', 'cpu-features', 'better-sqlite3', '@node-rs/argon2', 'pino'],
};

export default config;
