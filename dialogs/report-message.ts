import { createHash } from 'node:crypto';
import { type Card, say } from '../src/cards/card.js';
import { clockOf, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import { readBack } from '../src/conversation/form.js';
import type { Open } from '../src/conversation/talk.js';
import type { When } from '../src/language/facts.js';
import type { Recognition } from '../src/language/recognizer.js';
import { holds, type Person } from '../src/people.js';
import { aboutHeadteacher } from './about-headteacher.js';
import { safeguardingLines } from './contacts.js';
import { mayAccuseHeadteacher, namesHeadteacher } from './headteacher-named.js';
import { childHelp } from './help.js';
import { goOn, report } from './report.js';
import { dangerIn, isGuess } from './report-danger.js';
import { mostWords, reportForm } from './report-form.js';
import { dangerKey, fieldsFor, heardFrom } from './report-message-form.js';
import { type Known, nothingKnown, type Page, pageOf } from './report-message-page.js';
import { readBackLabels, send } from './report-send.js';
import { type ReportState, reportStateSchema } from './report-state.js';
import { dangerLines } from './report-words.js';
import { type SafetyRoute, safetyReply, safetyRouteOf } from './safety.js';

/** A message in a chat or channel that somebody reports from its own menu, without anybody else who is in it. */
export interface PostedMessage {
  words: string;
  link?: string;
  /** In the school's time zone. */
  when?: When;
  /** Account of whoever posted it. What they are is known only where the school's list says it. */
  sender?: string;
  /** It can no longer be seen. */
  deleted: boolean;
}

/** The first page: the form, or where somebody should turn at once. `message.said` is what was posted. */
export function beginMessageReport(post: PostedMessage, message: Message, services: Services): Page {
  const { turn } = message;
  if (holds(turn.person, 'pupil')) return { cards: [childHelp()], known: nothingKnown };
  const poster = posterOf(post, services);
  if (poster && holds(poster, 'headteacher')) return pageOf(aboutHeadteacher(message, services));
  const met = meets(message, services);
  if (met && 'stops' in met) return pageOf(met.stops);
  const postedBy = poster && kindOf(poster);
  if (postedBy === 'staff') return pageOf(safetyReply('staff_contact', message, services));
  const state: ReportState = {
    draft: services.newId(),
    safe: false,
    warned: met !== undefined && met.warns !== 'danger',
    choosing: false,
    answers: {
      platform: 'teams',
      visibility: 'private_group',
      stillUp: post.deleted ? 'no' : 'yes',
      ...(post.when ? { when: post.when } : {}),
      ...(post.link ? { link: post.link } : {}),
      ...(postedBy ? { postedBy } : {}),
      ...(post.words ? { words: post.words.slice(0, mostWords) } : {}),
      ...(met && met.warns !== 'danger' ? { kind: met.warns } : {}),
    },
  };
  const known = { poster: postedBy !== undefined, warnedOf: met ? markOf(message.said) : '' };
  const cut =
    post.words.length > mostWords ? [say(`It is long, so I took the first ${mostWords} characters.`)] : [];
  return formPage(
    state,
    known,
    [...warning(met, message, services), ...cut, opening(message, services), filledIn(state)],
    turn.now,
  );
}

/** The form was filled in. `message.said` is the account in it, with what was made of it. */
export async function hearMessageForm(
  values: Readonly<Record<string, string>>,
  waiting: Open,
  known: Known,
  message: Message,
  services: Services,
): Promise<Page | undefined> {
  const stored = reportStateSchema.safeParse(waiting.state).data;
  if (waiting.dialog !== report.name || !stored) return undefined;
  const { turn } = message;
  const danger = dangerIn({ ...message, said: values[dangerKey] ?? '' });
  if (danger === 'danger' || danger === 'indecent_image') {
    return pageOf(safetyReply(danger, message, services), known);
  }
  const met = meets(message, services);
  if (met && 'stops' in met) return pageOf(met.stops, known);
  const { answers, missing } = heardFrom(values, known.poster, clockOf(turn, services));
  const state = { ...stored, safe: danger === 'safe', answers: { ...stored.answers, ...answers } };
  const mark = markOf(message.said);
  if (met && known.warnedOf !== mark) {
    const kind = met.warns === 'danger' ? {} : { kind: met.warns };
    const again = { ...state, safe: false, answers: { ...state.answers, ...kind } };
    return formPage(again, { ...known, warnedOf: mark }, warning(met, message, services), turn.now);
  }
  if (!state.safe || missing.length > 0) {
    const words = state.safe
      ? `I still need: ${missing.join(', ')}.`
      : 'I need to know this before I can go on.';
    return formPage(state, known, [say(words)], turn.now);
  }
  const reply = await goOn(state, message, services);
  return pageOf({ ...reply, cards: reply.cards.map(withoutTyping) }, known);
}

/** Send, or back to the form. Undefined: the press is for another dialog. */
export async function hearReadBackPress(
  waiting: Open,
  known: Known,
  message: Message,
  hasChat: boolean,
  services: Services,
): Promise<Page | undefined> {
  const state = reportStateSchema.safeParse(waiting.state).data;
  if (waiting.dialog !== report.name || !state || waiting.of !== `report:${state.draft}:send`)
    return undefined;
  if (message.said === readBackLabels.change) return formPage(state, known, [], message.turn.now);
  if (message.said !== readBackLabels.send) return undefined;
  const reply = await send(state, message, services, hasChat ? { copy: true } : {});
  if (reply.open) return pageOf(reply, known);
  const where = hasChat
    ? 'I am also writing it to you in our private chat. You can close this window.'
    : 'I cannot write to you in a private chat, because I have none with you. Please note the reference, and then you can close this window.';
  return { ...pageOf({ ...reply, cards: [...reply.cards, say(where)] }, known), sent: true };
}

/** Nothing can be typed under the read-back here. */
function withoutTyping(card: Card): Card {
  return card.of?.endsWith(':send') ? { ...card, ask: 'Shall I send this to the Headteacher?' } : card;
}

function formPage(state: ReportState, known: Known, cards: readonly Card[], now: Date): Page {
  const form = fieldsFor(state.answers, state.safe, known.poster);
  return { cards, form, known, open: open(report, state, now, [], `report:${state.draft}:form`) };
}

function opening({ turn }: Message, { policy }: Services): Card {
  return say(
    `I can pass this message to the Headteacher of ${policy.school.name}. Only you see this window, and I post nothing in the chat. In danger, call 999.`,
    `The Headteacher will see your name (${turn.person.name}) and what you write here. Nothing goes into the log until you have checked it and pressed send.`,
  );
}

/** What is known of the message and not asked. */
function filledIn({ answers }: ReportState): Card {
  const known = Object.entries(answers).filter(([key]) => ['when', 'link', 'postedBy'].includes(key));
  return { text: [], facts: readBack(reportForm, Object.fromEntries(known)) };
}

type Met = { stops: Reply } | { warns: 'danger' | 'threat' | 'extremism' } | undefined;

/**
 * Safety in the words of the message. They are somebody else's, so whoever reports them is not spoken to as
 * the one in distress. A threat or extremism, and danger that is only guessed, show 999 and the DSL above
 * the danger question; everything else stops the report, as in a chat.
 */
function meets(message: Message, services: Services): Met {
  const { meaning, said } = message;
  const parts = meaning?.parts?.filter(({ route, kind }) => route === 'urgent' || kind !== undefined) ?? [];
  const found = [...(meaning ? [meaning] : []), ...parts].map((each) => ({
    ...routeOf(each, said),
    message: { ...message, meaning: each },
  }));
  const about = found.find(({ route }) => route !== undefined && /headteacher/.test(route));
  if (about?.route) return { stops: safetyReply(about.route, about.message, services) };
  if (mayAccuseHeadteacher(said)) return { stops: safetyReply('perhaps_headteacher', message, services) };
  const stop = found.find(({ route, warns }) => route !== undefined && !warns);
  if (stop?.route) return { stops: safetyReply(stop.route, stop.message, services) };
  const warned = found.find(({ warns }) => warns !== undefined);
  return warned?.warns && { warns: warned.warns };
}

function routeOf(
  meaning: Recognition,
  said: string,
): { route?: SafetyRoute; warns?: 'danger' | 'threat' | 'extremism' } {
  const route = safetyRouteOf(meaning, said);
  if (route === undefined) {
    const alarming = meaning.kind === 'threat' || meaning.kind === 'extremism' ? meaning.kind : undefined;
    return alarming ? { warns: alarming } : {};
  }
  const guess = isGuess({ meaning });
  const unnamed = route === 'perhaps_headteacher' && guess && !namesHeadteacher(said);
  if (/headteacher/.test(route) && !unnamed) return { route };
  if (route === 'staff_contact') return { route };
  if (guess || unnamed) return { warns: 'danger' };
  if (route === 'threat' || route === 'extremism') return { warns: route };
  if (route === 'adult_distress') return { route: 'self_harm' };
  return { route: route === 'child' ? 'danger' : route };
}

function warning(met: Met, message: Message, services: Services): Card[] {
  if (!met || 'stops' in met) return [];
  if (met.warns !== 'danger') return [dangerLines(met.warns, message, services)];
  return [{ title: 'If anyone is in danger now, call 999', text: safeguardingLines(services.policy.school) }];
}

function posterOf({ sender }: PostedMessage, { people }: Services): Person | undefined {
  return sender !== undefined && people.lists(sender) ? people.of(sender, '', 'parent') : undefined;
}

/** What the form calls somebody with these roles. */
function kindOf(person: Person): 'pupil' | 'parent' | 'staff' {
  if (holds(person, 'dsl', 'deputy_head', 'deputy_dsl', 'governor', 'staff')) return 'staff';
  return holds(person, 'pupil') ? 'pupil' : 'parent';
}

function markOf(said: string): string {
  return createHash('sha256').update(said).digest('base64url').slice(0, 12);
}
