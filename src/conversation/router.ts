import { type Card, sayingOf } from '../cards/card.js';
import type { Recognition, Recognizer } from '../language/recognizer.js';
import { asWholeWord } from '../language/whole-words.js';
import { plain } from '../language/words.js';
import { holds, voiceOf } from '../people.js';
import { chosen } from './choose.js';
import { after, type Dialog, type Message, type Reply, type Services, type WholeWord } from './dialog.js';
import { dropExpired, type Talk } from './talk.js';
import type { Turn, Unreadable } from './turn.js';

/** What the bot can talk about. The dialogs fill it in; the router only decides the order. */
export interface Topics {
  dialogs: readonly Dialog[];
  wholeWords: readonly WholeWord[];
  group(message: Message, services: Services): Reply;
  /** When the bot is added to a chat: said once. */
  welcome(message: Message, services: Services): Reply;
  introduction(services: Services): Card;
  expired(services: Services): Card;
  picture(message: Message, services: Services): Promise<Reply> | Reply;
  closedQuestion(message: Message): Reply;
  nothingSaid(message: Message): Reply;
  /** Somebody sent neither words nor a picture. */
  unreadable(what: Unreadable, message: Message): Reply;
  tooLong(message: Message, services: Services): Reply;
  banner(services: Services): Card;
  /** What a group sees when a message is answered in private. */
  moved(opened: boolean, link: string | undefined): Card;
  edited(services: Services): Card;
  trouble(services: Services): Card;
  /** Whether the message may be taken as a command or as an answer to one at all. */
  mayOrder(message: Message): boolean;
  /** Said when a message asks for two things that each need an answer. */
  oneAtATime(): Card;
  command(message: Message, services: Services): Promise<Reply | undefined>;
  safety(message: Message, services: Services): Promise<Reply | undefined>;
  topic(message: Message, services: Services): Promise<Reply>;
}

/** How many parts of one message are answered. */
const mostParts = 3;

/**
 * One turn: what the person said, with what is open, becomes what the bot answers and what is open
 * then. Danger is looked for in every message that is not a choice, before anything else happens.
 */
export async function respond(
  stored: Talk,
  turn: Turn,
  topics: Topics,
  services: Services,
  recognizer: Recognizer,
): Promise<{ reply: Reply; talk: Talk }> {
  const { talk, expired } = dropExpired(stored, turn.now, services.policy.school.retention.draftHours);
  const { reply, danger } = await answer(talk, turn, topics, services, recognizer);
  const introduce = !talk.welcomed && !danger && turn.place.kind === 'personal';
  const lost = expired && topics.dialogs.some(({ name, keeps }) => keeps && name === stored.open?.dialog);
  const late = lost ? [topics.expired(services)] : [];
  const first = introduce ? [topics.introduction(services)] : [];
  const cards = danger ? [...reply.cards, ...late] : [...first, ...late, ...reply.cards];
  return { reply: { ...reply, cards }, talk: nextTalk(talk, reply, turn, introduce) };
}

interface Answered {
  reply: Reply;
  /** Nothing may stand before this reply. */
  danger?: boolean;
}

async function answer(
  talk: Talk,
  turn: Turn,
  topics: Topics,
  services: Services,
  recognizer: Recognizer,
): Promise<Answered> {
  const message: Message = { turn, said: turn.said, talk };
  const understand = async (said: string): Promise<Message> => {
    const meaning = said === '' ? undefined : await recognizer.recognise(said, voiceOf(turn.person));
    return { ...message, said, meaning };
  };
  if (turn.said.length > services.policy.school.limits.messageCharacters) {
    return { reply: topics.tooLong(message, services) };
  }
  if (turn.place.kind === 'group') {
    if (turn.attachments > 0) return { reply: { cards: [], inPrivate: true } };
    return { reply: topics.group(await understand(turn.said), services) };
  }
  if (turn.attachments > 0) {
    return { reply: await topics.picture(await understand(turn.said), services), danger: true };
  }
  if (turn.unreadable) return { reply: topics.unreadable(turn.unreadable, message) };
  if (turn.pressed?.of !== undefined && turn.pressed.of !== talk.open?.of) {
    return { reply: topics.closedQuestion(message) };
  }
  if (turn.said === '') return { reply: topics.nothingSaid(message) };

  const typed = wholeWordIn(turn.said, talk, topics);
  // "end" is a word of its own and no slip of "send".
  const choice = typed ? undefined : talk.open && chosen(turn.said, talk.open.choices);
  const said = choice ? sayingOf(choice) : turn.said;
  const word = typed ?? wholeWordIn(said, talk, topics);
  if (word) return { reply: await word.run({ ...message, said }, services) };
  const taken = choice && (await resume({ ...message, said }, topics, services));
  return taken ? { reply: taken } : hear(await understand(said), topics, services);
}

/** A message in free words, whose meaning has been guessed. */
async function hear(message: Message, topics: Topics, services: Services): Promise<Answered> {
  const { meaning } = message;
  const atRisk = meaning?.route === 'urgent' || meaning?.banner === true;
  const word = openDialog(message.talk, topics)?.keeps === true && plain(message.said).split(' ').length < 3;
  const banner = atRisk && !word ? [topics.banner(services)] : [];
  const ordered = await order(message, topics, services);
  if (ordered) {
    const urgent = meaning?.route === 'urgent';
    return { reply: after(urgent ? [topics.banner(services)] : [], ordered), danger: urgent };
  }
  const safe = await safety(message, topics, services);
  if (safe) return { reply: safe, danger: true };
  const parts = meaning?.parts?.slice(0, mostParts) ?? [];
  const reply =
    (await resume(message, topics, services)) ??
    (parts.length > 1
      ? await inParts(parts, message, topics, services)
      : await topics.topic(message, services));
  return { reply: after(banner, reply), danger: banner.length > 0 };
}

/**
 * A command, from people with a role in the log. They are heard for commands before danger, because
 * a note may hold any words; the banner then stands above the answer.
 */
async function order(message: Message, topics: Topics, services: Services): Promise<Reply | undefined> {
  if (!holds(message.turn.person, 'headteacher', 'deputy_head', 'dsl', 'deputy_dsl')) return undefined;
  if (!topics.mayOrder(message)) return undefined;
  const waiting = message.talk.open?.dialog === 'headteacher';
  const answered = waiting ? await resume(message, topics, services) : undefined;
  return answered ?? topics.command(message, services);
}

/** Danger in one part of a message is danger; a short plain answer is one unless it is danger itself. */
async function safety(message: Message, topics: Topics, services: Services): Promise<Reply | undefined> {
  const { meaning } = message;
  const answers = openDialog(message.talk, topics)?.takes?.(message, services) === true;
  if (answers && !(meaning?.route === 'urgent' && meaning.kind !== 'staff_contact')) return undefined;
  const urgentParts =
    meaning?.parts?.filter(({ route, kind }) => route === 'urgent' || kind !== undefined) ?? [];
  for (const part of [meaning, ...urgentParts]) {
    const reply = part && (await topics.safety({ ...message, meaning: part }, services));
    if (reply) return reply;
  }
  return undefined;
}

/** What the policy says is answered first; of what needs a talk of its own one thing is begun, a report before all. */
async function inParts(
  parts: readonly Recognition[],
  message: Message,
  topics: Topics,
  services: Services,
): Promise<Reply> {
  const rest = parts.filter(({ route }) => route !== 'policy');
  const first = rest.find(({ route }) => route === 'report') ?? rest[0];
  const answered = [...parts.filter(({ route }) => route === 'policy'), ...(first ? [first] : [])];
  let reply: Reply = { cards: rest.length > 1 ? [topics.oneAtATime()] : [] };
  for (const meaning of answered) {
    reply = after(reply.cards, await topics.topic({ ...message, meaning }, services));
  }
  return reply;
}

async function resume(message: Message, topics: Topics, services: Services): Promise<Reply | undefined> {
  const { open } = message.talk;
  const dialog = openDialog(message.talk, topics);
  return open && dialog?.version === open.version ? dialog.resume(open, message, services) : undefined;
}

function openDialog({ open }: Talk, { dialogs }: Topics): Dialog | undefined {
  return dialogs.find(({ name }) => name === open?.dialog);
}

function wholeWordIn(said: string, talk: Talk, topics: Topics): WholeWord | undefined {
  const words = asWholeWord(said);
  const found = topics.wholeWords.find((one) => one.words.includes(words));
  return found?.always || !openDialog(talk, topics)?.keeps ? found : undefined;
}

function nextTalk(talk: Talk, reply: Reply, turn: Turn, introduced: boolean): Talk {
  const { open: _, ...rest } = talk;
  const at = turn.now.toISOString();
  return {
    ...rest,
    welcomed: talk.welcomed || introduced,
    ...(reply.open ? { open: { ...reply.open, touched: at } } : {}),
    ...(reply.shown !== undefined ? { shown: reply.shown } : {}),
    ...(reply.told ? { told: at } : {}),
  };
}
