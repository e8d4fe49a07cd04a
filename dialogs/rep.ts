import { z } from 'zod';
import { askCard, type Card, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import type { Excerpt } from '../src/language/excerpt.js';
import { plain } from '../src/language/words.js';
import { holds } from '../src/people.js';
import { officeLine } from './contacts.js';
import { childHelp } from './help.js';
import { type Situation, situations } from './rep-situations.js';
import { beginReport } from './report.js';
import { isAccount } from './report-told.js';

/** What the rep has said in this talk, which a report can begin with. It is kept as long as any open question. */
const stateSchema = z.object({ told: z.string().optional(), copied: z.boolean().optional() });

const invitation = { label: 'Invite people to me' };
const passOn = { label: 'Pass this on' };
const groupWords = { label: 'Words for the group' };
const nothing = { label: 'Nothing' };
const choices = [...situations.map(({ title }) => ({ label: title })), invitation];
const afterWords = [passOn, invitation];
const afterExcerpt = [passOn, groupWords, nothing];

export const rep: Dialog = { name: 'rep', version: 2, resume };

/** Somebody who asks what to write in the group. */
export function asksForWords({ said }: Message): boolean {
  const asks = /\bwhat (?:can|do|should|could|shall) i (?:put|say|post|write|tell|reply)\b/;
  return asks.test(plain(said)) && /\b(?:group|chat|everyone|everybody)\b/.test(plain(said));
}

/** What a parent rep tells of the group in a few words; others are taken to mean something that happened to them. */
export function repMeets({ said, turn, meaning }: Message): string | undefined {
  const listed = holds(turn.person, 'parent_rep');
  if (!listed || meaning?.route === 'urgent' || plain(said).split(' ').length > 12) return undefined;
  const found = situations.find(({ heard }) => heard.test(plain(said)));
  return found && `rep/${found.id}`;
}

/** The words for the situation, or the question which one it is. */
export function repReply(label: string, message: Message, services: Services): Reply {
  const known = situations.find(({ id }) => label === `rep/${id}`);
  const told =
    label === 'rep' ? toldIn(message) : [toldIn(message), accountIn(message)].filter(Boolean).join('\n');
  if (known) return situationReply(known, told, message, services);
  const ask = 'What is going on in the group? I will give you words that you can paste.';
  return {
    cards: [askCard('rep:situation', ask, choices)],
    open: open(rep, { told }, message.turn.now, choices, 'rep:situation'),
  };
}

/** Copied messages that were sent on their own: what is to be done with them is asked. */
export function excerptReply(message: Message): Reply {
  const told = [toldIn(message), message.said].filter(Boolean).join('\n');
  const card = askCard('rep:copied', 'What would you like to do with these messages?', afterExcerpt);
  return {
    cards: [card],
    open: open(rep, { told, copied: true }, message.turn.now, afterExcerpt, 'rep:copied'),
  };
}

/** Whether the message passes on to the school what was said before it. */
export function passesOn({ said }: Message): boolean {
  const words = plain(said).replace(/^(?:please|can you|could you|will you|yes|ok) /, '');
  return (
    /^(?:pass|send|hand|forward|report) (?:(?:this|it|that|these|them|those)(?: messages?)? )?(?:on |over )?(?:to )?(?:the )?(?:school|head|headteacher|on)?(?: please)?$/.test(
      words,
    ) && /\b(?:on|school|head|headteacher)\b/.test(words)
  );
}

/** A report that begins with what was said in this talk. A child is never led through the form. */
export function passOnReply(message: Message, services: Services): Reply {
  if (holds(message.turn.person, 'pupil')) return { cards: [childHelp()] };
  return beginReport(message, services, [], toldIn(message));
}

/** How people can reach the bot in private, as a link where the bot has a number on WhatsApp. */
export function invitationCard({ policy }: Services): Card {
  const { school } = policy;
  if (school.whatsappNumber === null) {
    return say(
      'I do not have an invitation link, because the school has not given me a number on WhatsApp.',
      `Please ask the school how people can reach me. ${officeLine(school)}`,
    );
  }
  const greeting = encodeURIComponent('Hello, I am a parent.');
  const link = `https://wa.me/${school.whatsappNumber.replace(/\D/g, '')}?text=${greeting}`;
  return {
    title: 'An invitation to write to me',
    text: ['For the group, paste this:'],
    paste: `Hi all. ${school.name} has a chat program that answers questions about its social media policy. You can also tell it about an upsetting post, in private. It is not for emergencies. ${link}`,
    ask: 'Whoever follows the link writes to me alone. The group does not see it.',
  };
}

/** Said when names were taken out of copied messages. Only those who wrote are known to be names. */
export function sendersTaken({ people }: Excerpt): Card {
  const called = people > 1 ? 'Person A, Person B and so on' : 'Person A';
  return say(
    `These look like messages from a chat. I call whoever wrote them ${called}, and I have taken phone numbers out.`,
    'I cannot tell other names from words. Please leave out children’s names.',
  );
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const state = stateSchema.safeParse(openDialog.state).data;
  if (!state) return undefined;
  const picked = chosen(message.said, openDialog.choices)?.label;
  if (picked === passOn.label || passesOn(message)) return passOnReply(message, services);
  if (picked === invitation.label) return { cards: [invitationCard(services)] };
  if (picked === groupWords.label) return repReply('rep', message, services);
  if (picked === nothing.label || (state.copied && /^(?:no|none|nope)\b/.test(plain(message.said)))) {
    return { cards: [say('All right. I have kept nothing of them.')] };
  }
  const known = situations.find(({ title }) => title === picked);
  return known && situationReply(known, state.told, message, services);
}

function situationReply(
  { title, steps, paste, privately }: Situation,
  told: string | undefined,
  { turn }: Message,
  { policy }: Services,
): Reply {
  const { draftHours } = policy.school.retention;
  const kept = told
    ? `What you told me is deleted after ${draftHours} hours, unless you send it.`
    : 'I keep nothing of this.';
  const card: Card = {
    title,
    text: [...steps, 'For the group, paste this:'],
    paste,
    list: [`For one person, in private: “${privately}”`, officeLine(policy.school)],
    ask: `If the school should know, say pass this on. ${kept}`,
    choices: afterWords,
    of: 'rep:words',
  };
  return { cards: [card], open: open(rep, told ? { told } : {}, turn.now, afterWords, 'rep:words') };
}

/** What was said of the group before, in this talk. */
function toldIn({ talk }: Message): string | undefined {
  return talk.open?.dialog === rep.name ? stateSchema.safeParse(talk.open.state).data?.told : undefined;
}

/** The message itself, where it tells something. */
function accountIn(message: Message): string | undefined {
  return message.excerpt || isAccount(message) ? message.said : undefined;
}
