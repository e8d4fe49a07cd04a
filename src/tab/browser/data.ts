import { frameWords } from '../../../dialogs/tab.js';
import type { Refusal } from '../shape.js';

/** What the server gave, or the words to show instead. */
export type Got<T> = { ok: true; data: T } | { ok: false; words: string };

/** The way to the server. Each request says anew who asks, because a token lasts for an hour. */
export class Data {
  readonly #authorization: () => Promise<string>;
  /** Told when the server does not know any more who asks. */
  onUnknown: (words: string) => void = () => undefined;

  constructor(authorization: () => Promise<string>) {
    this.#authorization = authorization;
  }

  /** `words`, which may be a name, goes in a header: an address is written down on its way. */
  get<T>(path: string, { words, ...query }: Readonly<Record<string, string>> = {}): Promise<Got<T>> {
    const search = new URLSearchParams(query).toString();
    const headers = words ? { 'x-search': encodeURIComponent(words) } : {};
    return this.#ask(`${path}${search ? `?${search}` : ''}`, { headers });
  }

  order<T>(order: object): Promise<Got<T>> {
    return this.#ask('orders', { method: 'POST', body: JSON.stringify(order) });
  }

  async #ask<T>(
    path: string,
    request: { method?: 'POST'; body?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<Got<T>> {
    try {
      const authorization = await this.#authorization();
      const headers = { ...request.headers, authorization, 'content-type': 'application/json' };
      const response = await fetch(`api/${path}`, { ...request, headers, cache: 'no-store' });
      if (!response.ok) {
        const { words }: Refusal = await response.json();
        if (response.status === 401) this.onUnknown(words);
        return { ok: false, words };
      }
      const data: T = await response.json();
      return { ok: true, data };
    } catch {
      return { ok: false, words: frameWords.unreachable };
    }
  }
}
