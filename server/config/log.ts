import pino from 'pino';

/** JSON lines on standard output. Fields that could hold a secret are cut out, wherever an object brings one. */
export const log = pino({
  level: process.env.HOLDFAST_LOG || 'info',
  redact: {
    paths: [
      'password',
      'token',
      'secret',
      'authorization',
      'cookie',
      '*.password',
      '*.token',
      '*.secret',
      '*.authorization',
      '*.cookie',
    ],
    censor: '…',
  },
});
