import { type Running, type Setting, startApp } from '../support/app.js';
import { Microsoft } from '../support/microsoft.js';

/** The real bot with credentials, and Microsoft's side of the wire, on this machine. */
export interface SignedBot {
  running: Running;
  microsoft: Microsoft;
  /** Posts a signed Activity; the status and what is answered to the request itself. */
  ask(activity: Readonly<Record<string, unknown>>): Promise<{ status: number; words: string }>;
  /** The same; the status. */
  post(activity: Readonly<Record<string, unknown>>): Promise<number>;
  /** Says something in somebody's private chat; what arrived there meanwhile. */
  say(from: string, text: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts it with these settings. */
export async function startSigned(setting: Setting = {}): Promise<SignedBot> {
  const microsoft = new Microsoft();
  await microsoft.open();
  const running = await startApp({
    ...setting,
    environment: {
      ...microsoft.environment,
      ToTabFromTeamsOpenIdMetadataUrl: `${microsoft.url}openid`,
      ...setting.environment,
    },
  });
  const token = await microsoft.token(running.clock.now());
  let count = 0;
  const ask: SignedBot['ask'] = async (activity) => {
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
    });
    return { status: response.status, words: await response.text() };
  };
  const post: SignedBot['post'] = async (activity) => (await ask(activity)).status;
  return {
    running,
    microsoft,
    ask,
    post,
    async say(from, text) {
      const before = microsoft.taken.length;
      count += 1;
      await post(microsoft.activity(from, text, `said-${count}`));
      return microsoft.taken
        .slice(before)
        .filter(([conversation]) => conversation === `chat-${from}`)
        .map(([, words]) => words);
    },
    async close() {
      await running.close();
      await microsoft.close();
    },
  };
}
