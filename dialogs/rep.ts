import { z } from 'zod';
import { askCard, type Card } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { plain } from '../src/language/words.js';
import { officeLine } from './contacts.js';

/** What a parent rep meets in a class group: words to paste, words for one person, and when to pass it on. */
interface Situation {
  id: string;
  title: string;
  paste: string;
  privately: string;
  passOn: string;
}

/** No names, no blame, and no hint that anybody has reported anything. */
const situations: readonly Situation[] = [
  {
    id: 'named_child',
    title: 'Someone named a child',
    paste:
      'Hi all. Please let us keep children’s names out of this group, even when we are upset. If something has happened at school, the best way is to tell the school directly and in private. Thank you.',
    privately:
      'Hi. Would you mind deleting the message that names a child? I know it was not meant badly. The school can help with it in private.',
    passOn:
      'If the message is about harm to a child, tell the DSL (Designated Safeguarding Lead) at the school today.',
  },
  {
    id: 'photos',
    title: 'Photos are being shared',
    paste:
      'Hi all. Before we share photos or videos with other people’s children in them, please ask their parents first. That is what the school asks of all of us. If you have posted one, please check or take it down. Thank you.',
    privately:
      'Hi. Could you take down the photo with the other children in it, unless their parents have said yes? Thank you.',
    passOn:
      'If a picture shows a child without clothes, do not look, save or share. Tell the DSL (Designated Safeguarding Lead) at once, and in danger call 999.',
  },
  {
    id: 'complaint',
    title: 'A complaint is brewing',
    paste:
      'Hi all. It sounds as if several of us are unhappy about this. The school asks us to raise it directly and in private, as talking about it here is unlikely to sort it out. If that does not settle it, there is a complaints procedure. Thank you.',
    privately:
      'Hi. I can hear you are unhappy about this. Writing to the school yourself is the quickest way to an answer.',
    passOn: 'Each family can write to the school. You do not have to speak for the group.',
  },
  {
    id: 'argument',
    title: 'People are arguing',
    paste:
      'Hi all. This is getting heated, so shall we leave it here for tonight? Let us speak to each other here as we would at the school gate. Thank you.',
    privately:
      'Hi. I think that came across harder than you meant. Would you be happy to delete it, so that things can calm down?',
    passOn: 'If somebody is threatened, call 999 in danger, and report it to the school.',
  },
  {
    id: 'rumour',
    title: 'A rumour is going round',
    paste:
      'Hi all. None of us knows yet what happened, so please let us not pass it on or guess. If you know something that matters, please tell the school directly. Thank you.',
    privately:
      'Hi. I would rather we did not guess about this in the group. Could you take it down until the school has said something?',
    passOn:
      'If the rumour is about the safety of a child, tell the DSL (Designated Safeguarding Lead) at the school and say only what you know.',
  },
  {
    id: 'teacher',
    title: 'A teacher is being criticised',
    paste:
      'Hi all. Please let us not talk about members of staff here. If you have a concern, the school asks us to raise it directly and in private. Thank you.',
    privately:
      'Hi. I understand that you are cross. Would you delete what you wrote and take it to the school instead?',
    passOn:
      'If the post says that an adult harmed a child, do not discuss or name anyone. Tell the Headteacher in private.',
  },
];

const choices = situations.map(({ title }) => ({ label: title }));

export const rep: Dialog = { name: 'rep', version: 1, resume };

/** Somebody who asks what to write in the group. */
export function asksForWords({ said }: Message): boolean {
  const asks = /\bwhat (?:can|do|should|could|shall) i (?:put|say|post|write|tell|reply)\b/;
  return asks.test(plain(said)) && /\b(?:group|chat|everyone|everybody)\b/.test(plain(said));
}

/** The words for the situation, or the question which one it is. */
export function repReply(label: string, message: Message, services: Services): Reply {
  const known = situations.find(({ id }) => label === `rep/${id}`);
  if (known) return { cards: [situationCard(known, services)] };
  const ask = 'What is going on in the group? I will give you words that you can paste.';
  return {
    cards: [askCard('rep:situation', ask, choices)],
    open: open(rep, {}, message.turn.now, choices, 'rep:situation'),
  };
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  if (!z.object({}).safeParse(openDialog.state).success) return undefined;
  const picked = chosen(message.said, choices)?.label;
  const known = situations.find(({ title }) => title === picked);
  return known && { cards: [situationCard(known, services)] };
}

function situationCard({ title, paste, privately, passOn }: Situation, { policy }: Services): Card {
  return {
    title,
    text: ['For the group, paste this:'],
    paste,
    list: [`For one person, in private: “${privately}”`, passOn, officeLine(policy.school)],
    ask: 'If a post is upsetting and the school should know, say report a post. I keep nothing of this.',
  };
}
