import type { OrderName, Orders } from './protocol.ts';

/** What an order gets beside its arguments. */
export type Context<Progress> = {
  /** Aborts when the app cancels the order or lets go of the helper. */
  signal: AbortSignal;
  progress(progress: Progress): void;
};

export type Handler<Name extends OrderName> = (
  args: Orders[Name]['args'],
  context: Context<Orders[Name]['progress']>,
) => Promise<Orders[Name]['result']>;

export type Handlers<Name extends OrderName = OrderName> = { [Each in Name]: Handler<Each> };
