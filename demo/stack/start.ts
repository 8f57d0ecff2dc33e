export type ProductVersion = '1.9.2' | '1.10.2';

export type StackOptions = {
  /** Compose project; lower case, unlike that of any other stack that runs now. */
  project: string;
  /** Default: the newer. */
  version?: ProductVersion;
};

/** A running stack: PostgreSQL, broker and the product's services, with their seed data in place. */
export type Stack = AsyncDisposable & {
  project: string;
  version: ProductVersion;
  /** Value of the label `holdfast.demo` on everything of it. */
  owner: string;
  dockerHost: string;
  /** Of the Admin UI and the API, plain HTTP on the loopback interface. */
  url: string;
  subnet: string;
  admin: { name: string; password: string };
  /** Real name of a volume by its compose key. */
  volume(key: string): string;
  /** Name of a service's container. */
  container(service: string): Promise<string>;
  /** Calls the product's API as its administrator: `call('POST', '/api/services', { id: 'x' })`. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Waits until every service answers. */
  healthy(): Promise<void>;
  /** Starts the services in another version; the database is migrated as they start. */
  upgrade(version: ProductVersion): Promise<void>;
};

/** Brings up a stack and waits until it is healthy. */
export async function startStack(_options: StackOptions): Promise<Stack> {
  throw new Error('not built yet');
}
