import { after, type Message, type Reply, type Services } from './dialog.js';
import type { Topics } from './topics.js';

type Understand = (said: string) => Promise<Message>;

/** Refused for its length, but not before what can be read of it has been looked through for danger. */
export async function tooLong(
  said: string,
  message: Message,
  understand: Understand,
  topics: Topics,
  services: Services,
): Promise<{ reply: Reply; danger: boolean }> {
  // Without a space there are no words in it.
  const { meaning, turn } = /\s/.test(said) ? await understand(said) : message;
  const danger = turn.place.kind === 'personal' && meaning?.route === 'urgent';
  const banner = danger ? [topics.banner(services)] : [];
  return { reply: after(banner, topics.tooLong({ ...message, meaning }, services)), danger };
}

/** One message too many in a minute, looked through for danger with all that was typed on its card. Undefined: it is answered. */
export async function tooMany(
  { turn }: Message,
  understand: Understand,
  topics: Topics,
  services: Services,
): Promise<Reply | undefined> {
  const words = [turn.said, ...Object.values(turn.pressed?.filled?.typed ?? {})].join('\n');
  return topics.tooMany(await understand(words), services);
}
