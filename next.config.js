const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  // Browsers heed it over https only.
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
];

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  poweredByHeader: false,
  // `npm test` checks the types, the tests' too; a build on an administrator's machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Else what pages/ imports stays outside the bundle, and is missing in the standalone server.
  bundlePagesRouterDependencies: true,
  // Native modules and modules that load files by name: Next must not bundle them.
  serverExternalPackages: ['dockerode', 'ssh2', 'cpu-features', 'better-sqlite3', '@node-rs/argon2', 'pino'],
  // Paths that come from settings make Next think that any file of the project may be read: none but modules is.
  // A clone may lie within another project, whose lock file Next would take for ours.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // Paths that come from settings make Next think that any file of the project may be read: none but modules is. The
  // trace of instrumentation.ts heeds no exclusion, so builds take what they need from `standalone` and leave the rest.
  outputFileTracingExcludes: {
    '/*': ['./*.{ts,json,md}', './{app,bench,bin,cli,components,demo,docs,e2e,pages,public,server}/**'],
  },
  // Pages get their content security policy from proxy.ts, with a nonce; what the API answers is no page.
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    {
      source: '/api/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};

export default config;
