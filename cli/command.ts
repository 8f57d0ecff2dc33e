import type { Readable } from 'node:stream';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Api } from './api.ts';

/** What a command is given. */
export type Context = {
  /** Positional arguments; as many as `usage` names. */
  words: string[];
  options: Options;
  env: NodeJS.ProcessEnv;
  /** Standard input. */
  input: Readable & { isTTY?: boolean };
  /** Opens the connection; commands that need none never ask. */
  api(): Api;
  /** HOLDFAST_URL and HOLDFAST_TOKEN, for transfers beside the API. */
  server(): { url: string; token: string };
  /** Prints the one JSON document. */
  print(document: unknown): void;
  /** A line for people, on standard error. */
  say(text: string): void;
  /** A line that the next one replaces; only on a terminal. */
  progress(text: string): void;
};

export type Options = {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** Of an option that may be given several times; absent: never given. */
  list(name: string): string[] | undefined;
};

export type Command = {
  /** As typed, for example `account create`. */
  name: string;
  /** Positional arguments in words; `[X]` may be left out. */
  usage: string;
  summary: string;
  /** Option, and what it does. `--project` and `--help` are everywhere. */
  options?: ParseArgsOptionsConfig;
  explain?: Record<string, string>;
  example: string;
  run(context: Context): Promise<void>;
};
