import { runCommandLine } from './run.ts';

const { argv, env, stdin, stdout, stderr } = process;
process.exitCode = await runCommandLine(argv.slice(2), { env, stdin, stdout, stderr });
