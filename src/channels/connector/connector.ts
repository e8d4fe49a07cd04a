import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sendLimit } from '../limit.js';
import { ConnectorFault } from './fault.js';
import { type Asked, type Connections, jsonOf } from './request.js';

const idSchema = z.object({ id: z.string() });

/** Where the bot's own token comes from. Undefined without credentials. */
export interface TokenSource {
  get(limit: number): Promise<string>;
  drop(): void;
}

/**
 * The Bot Connector's REST interface: what the bot sends. A message is sent once: again only after 429, which
 * says that it was not taken, and only where Retry-After leaves time for it.
 */
export class Connector {
  readonly #connections: Connections;
  readonly #token: TokenSource | undefined;
  #address: { of: string; url: URL } | undefined;

  constructor(connections: Connections, token: TokenSource | undefined) {
    this.#connections = connections;
    this.#token = token;
  }

  /** The message's id. `until` is a moment of `performance.now()`; without it a message has the whole limit. */
  async send(
    serviceUrl: string,
    activity: { conversation?: { id: string }; replyToId?: string },
    until = performance.now() + sendLimit,
  ): Promise<string> {
    const { conversation, replyToId } = activity;
    const to = replyToId === undefined ? '' : `/${encodeURIComponent(replyToId)}`;
    const path = `v3/conversations/${encodeURIComponent(conversation?.id ?? '')}/activities${to}`;
    return this.#ask('POST', serviceUrl, path, activity, until);
  }

  async update(
    serviceUrl: string,
    activity: { conversation?: { id: string }; id?: string },
    until = performance.now() + sendLimit,
  ): Promise<string> {
    const path = `v3/conversations/${encodeURIComponent(activity.conversation?.id ?? '')}/activities/${encodeURIComponent(activity.id ?? '')}`;
    return this.#ask('PUT', serviceUrl, path, activity, until);
  }

  async remove(serviceUrl: string, conversation: string, id: string): Promise<void> {
    const path = `v3/conversations/${encodeURIComponent(conversation)}/activities/${encodeURIComponent(id)}`;
    await this.#ask('DELETE', serviceUrl, path, undefined, performance.now() + sendLimit);
  }

  /** The id of the conversation, a new one or the one that is there already. */
  async begin(serviceUrl: string, parameters: object, limit = sendLimit): Promise<string> {
    return this.#ask('POST', serviceUrl, 'v3/conversations', parameters, performance.now() + limit);
  }

  /** A channel has one address for a long time. */
  #addressOf(serviceUrl: string): URL {
    if (this.#address?.of !== serviceUrl) {
      const url = new URL(serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`);
      this.#address = { of: serviceUrl, url };
    }
    return this.#address.url;
  }

  async #ask(
    method: Asked['method'],
    serviceUrl: string,
    path: string,
    body: unknown,
    until: number,
  ): Promise<string> {
    const url = this.#addressOf(serviceUrl);
    const text = body === undefined ? undefined : JSON.stringify(body);
    for (;;) {
      const left = until - performance.now();
      if (left <= 0) throw new ConnectorFault({ unknown: false, code: 'NoTime' });
      const token = await this.#token?.get(left);
      const headers = {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      };
      const limit = Math.max(1, until - performance.now());
      const asked = {
        method,
        url,
        path: `${url.pathname}${path}`,
        headers,
        limit,
        ...(text === undefined ? {} : { body: text }),
      };
      try {
        return idSchema.safeParse(jsonOf(await this.#connections.ask(asked))).data?.id ?? '';
      } catch (fault) {
        if (!(fault instanceof ConnectorFault)) throw fault;
        const { status, retryAfter } = fault.outcome;
        if (status === 401) this.#token?.drop();
        const wait = (retryAfter ?? Number.POSITIVE_INFINITY) * 1000;
        if (status !== 429 || performance.now() + wait >= until) throw fault;
        await pause(wait);
      }
    }
  }
}
