/** Calls the product's API as its administrator, signing in when it must: a restore changes which tokens are valid. */
export class StackApi {
  readonly url: string;
  readonly admin: { name: string; password: string };
  #token: string | null = null;

  constructor(url: string, admin = { name: 'admin', password: 'admin' }) {
    this.url = url;
    this.admin = admin;
  }

  /** @throws an Error with the product's words when it refuses. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    if (!this.#token) await this.#signIn();
    let response = await this.#send(method, path, body);
    if (response.status === 401) {
      await this.#signIn();
      response = await this.#send(method, path, body);
    }
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.error}`);
    return answer;
  }

  /** Whether every service answers. */
  async isHealthy(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/api/system/health`, { signal: AbortSignal.timeout(5000) });
      return response.ok;
    } catch {
      return false;
    }
  }

  async #signIn(): Promise<void> {
    const { name: username, password } = this.admin;
    const response = await this.#send('POST', '/api/login', { username, password });
    if (!response.ok) throw new Error(`The demo's administrator can't sign in: ${response.status}.`);
    this.#token = ((await response.json()) as { token: string }).token;
  }

  #send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    return fetch(`${this.url}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
