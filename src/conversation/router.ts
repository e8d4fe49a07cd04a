import { sayingOf } from '../cards/card.js';
import { standingOf } from '../cards/identity.js';
import type { Recognition, Recognizer } from '../language/recognizer.js';
import { asWholeWord } from '../language/whole-words.js';
import { plain } from '../language/words.js';
import { holds, voiceOf } from '../people.js';
import { chosen } from './choose.js';
import { type Copied, withoutSenders } from './copied.js';
import { after, type Dialog, type Message, type Reply, type Services, type WholeWord } from './dialog.js';
import { tooLong, tooMany } from './limited.js';
import { answeredBy, freshlyAsked, withCard } from './press.js';
import { dropExpired, type Talk } from './talk.js';
import type { Topics } from './topics.js';
import type { Turn } from './turn.js';

export type { StandingCard, Topics } from './topics.js';

/** How many parts of one message are answered. */
const mostParts = 3;

/**
 * One turn: what the person said, with what is open, becomes what the bot answers and what is open
 * then. Danger is looked for in every message that is not a choice, before anything else happens.
 */
export async function respond(
  stored: Talk,
  given: Turn,
  topics: Topics,
  services: Services,
  recognizer: Recognizer,
): Promise<{ reply: Reply; talk: Talk }> {
  const { retention, limits } = services.policy.school;
  const copied = withoutSenders(given, limits.messageCharacters);
  const { turn, excerpt } = copied;
  const { talk, expired } = dropExpired(stored, turn.now, retention.draftHours);
  const answered = await answer(talk, copied, topics, services, recognizer);
  const reply = freshlyAsked(answered.reply, talk, () => services.newId());
  const danger = answered.danger === true;
  const introduce = !talk.welcomed && !danger && turn.place.kind === 'personal';
  const lost = expired && topics.dialogs.some(({ name, keeps }) => keeps && name === stored.open?.dialog);
  const masked = excerpt && turn.place.kind === 'personal' ? [topics.sendersTaken(excerpt)] : [];
  const late = [...(lost ? [topics.expired(services)] : []), ...masked];
  const first = introduce ? [topics.introduction(services)] : [];
  const cards = danger ? [...reply.cards, ...late] : [...first, ...late, ...reply.cards];
  const next = nextTalk(talk, reply, turn, introduce);
  const pressed = answeredBy(turn, talk, next);
  const instead = reply.instead ?? (pressed && topics.answered(pressed.asked, pressed.label));
  return { reply: { ...reply, cards, ...(instead ? { instead } : {}) }, talk: next };
}

interface Answered {
  reply: Reply;
  /** Nothing may stand before this reply. */
  danger?: boolean;
}

async function answer(
  talk: Talk,
  { turn, excerpt }: Copied,
  topics: Topics,
  services: Services,
  recognizer: Recognizer,
): Promise<Answered> {
  const message: Message = { turn, said: turn.said, talk, ...(excerpt ? { excerpt: true } : {}) };
  const understand = async (said: string): Promise<Message> => {
    const words = excerpt?.text === said ? excerpt.words : said;
    const meaning = said === '' ? undefined : await recognizer.recognise(words, voiceOf(turn.person));
    return { ...message, said, meaning };
  };
  if (turn.said.length > services.policy.school.limits.messageCharacters) {
    return tooLong(turn.said, message, understand, topics, services);
  }
  const refused = turn.hurry && (await tooMany(message, understand, topics, services));
  if (refused) return { reply: refused };
  if (turn.place.kind === 'group') {
    if (turn.attachments > 0) return { reply: { cards: [], inPrivate: true } };
    return { reply: topics.group(await understand(turn.said), services) };
  }
  if (turn.attachments > 0) {
    return { reply: await topics.picture(await understand(turn.said), services), danger: true };
  }
  if (turn.unreadable) return { reply: topics.unreadable(turn.unreadable, message) };
  const pressed = await hearPress(message, understand, topics, services);
  if (pressed) return pressed;
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

/** A press of something else than a choice of the open question. Undefined: it is one, or the menu's. */
async function hearPress(
  message: Message,
  understand: (said: string) => Promise<Message>,
  topics: Topics,
  services: Services,
): Promise<Answered | undefined> {
  const { turn, talk } = message;
  if (!turn.pressed) return undefined;
  if (turn.pressed.filled) return hearForm(message, understand, topics, services);
  const standing = standingOf(turn.pressed.of);
  if (standing?.card === 'menu') {
    const always = wholeWordIn(turn.said, talk, topics)?.always === true;
    return openDialog(talk, topics)?.keeps && !always ? { reply: topics.busy(message) } : undefined;
  }
  if (standing) {
    const reply = await topics.pressed(standing, message, services);
    const kept = reply.open ?? talk.open;
    return { reply: { ...reply, ...(kept ? { open: kept } : {}) } };
  }
  const closed = turn.pressed.of !== undefined && turn.pressed.of !== talk.open?.of;
  return closed ? { reply: topics.closedQuestion(message) } : undefined;
}

/** A card that was filled in. What was typed on it is looked through like any message, before it is taken. */
async function hearForm(
  message: Message,
  understand: (said: string) => Promise<Message>,
  topics: Topics,
  services: Services,
): Promise<Answered> {
  const { talk } = message;
  const dialog = openDialog(talk, topics);
  const taken = talk.open && dialog?.fill?.(talk.open, message, services);
  if (!taken) return { reply: topics.closedQuestion(message) };
  const { open, typed } = taken;
  if (typed.length > services.policy.school.limits.messageCharacters) {
    return tooLong(typed, message, understand, topics, services);
  }
  const heard = { ...(await understand(typed)), talk: { ...talk, open } };
  const safe = heard.meaning && (await safety(heard, topics, services));
  if (safe) return { reply: safe, danger: true };
  const banner = heard.meaning?.banner === true ? [topics.banner(services)] : [];
  const reply = (await dialog?.filled?.(open, heard, services)) ?? topics.closedQuestion(message);
  return { reply: after(banner, reply), danger: banner.length > 0 };
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
    ...(reply.open ? { open: withCard({ ...reply.open, touched: at }, reply) } : {}),
    ...(reply.shown !== undefined ? { shown: reply.shown } : {}),
    ...(reply.told ? { told: at } : {}),
  };
}
