import { z } from 'zod';
import { type Card, type Choice, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { plain } from '../src/language/words.js';
import { holds, voiceOf } from '../src/people.js';
import { aboutHeadteacher } from './about-headteacher.js';
import { type Alert, alertAll, someoneHolds } from './alerts.js';
import { safeguardingLines, urgentHelplines } from './contacts.js';
import { namesHeadteacher } from './headteacher-named.js';
import { yesOrNo } from './yes-no.js';

/** What sort of danger it is. It chooses the words and the help lines; it is never stored. */
export type Danger =
  | 'danger'
  | 'abuse'
  | 'self_harm'
  | 'adult_distress'
  | 'grooming'
  | 'indecent_image'
  | 'threat'
  | 'extremism'
  | 'child'
  | 'child_image';

/** First lines and help lines of each sort; 999 and the school's own people are on every card. */
const dangers: Readonly<Record<Danger, { lines: readonly string[]; helplines: readonly string[] }>> = {
  danger: { lines: ['If somebody is hurt or cannot breathe, do that first.'], helplines: ['nspcc'] },
  abuse: { lines: [], helplines: ['nspcc'] },
  self_harm: {
    lines: [
      'If something has been taken or somebody is hurt, call 999 first.',
      'Nobody should be left alone with this. Take it seriously, and stay with them.',
    ],
    helplines: ['nhs111', 'childline', 'nspcc'],
  },
  adult_distress: {
    lines: [
      'If you have taken something or are hurt, call 999 first.',
      'I am sorry it is this hard. You can talk to someone now.',
    ],
    helplines: ['samaritans', 'nhs111'],
  },
  grooming: {
    lines: ['Do not answer the person. Keep the messages, and do not forward them.'],
    helplines: ['ceop', 'nspcc'],
  },
  indecent_image: {
    lines: [
      'Please stop here. Do not look at it again, copy it, save it or share it with anyone, and do not send it to me.',
    ],
    helplines: ['iwf', 'report-remove', 'ceop'],
  },
  threat: { lines: ['If nobody is in danger now, you can ring the police on 101.'], helplines: [] },
  extremism: { lines: [], helplines: ['act-early', 'anti-terror'] },
  child: {
    lines: [
      'Thank you for telling me. It is not your fault.',
      'Please tell an adult you trust today, at home or at school. I cannot tell anyone for you, and I have not told anyone.',
    ],
    helplines: ['childline'],
  },
  child_image: {
    lines: [
      'Thank you for telling me. It is not your fault.',
      'Please do not send a picture to anyone, and do not meet anyone you only know online.',
      'Please tell an adult you trust today. I cannot tell anyone for you, and I have not told anyone.',
    ],
    helplines: ['childline', 'report-remove', 'ceop'],
  },
};

const tellLabel = 'Yes, tell the DSL';
const callChoices: readonly Choice[] = [{ label: tellLabel }, { label: 'No, thank you' }];
const headChoice: Choice = { label: 'It is about the Headteacher' };
const reportChoice: Choice = { label: 'Report the post', says: 'report a post' };

/** A post that threatens or is extremist may also be reported, because the police may be involved (R65). */
const reportable: readonly Danger[] = ['threat', 'extremism'];

/** Somebody who asks for the DSL, or says no more than that it is urgent. */
export function wantsDsl({ said }: Message): boolean {
  const words = plain(said);
  const person = /\b(?:dsl|safeguarding lead|safeguarding officer|safeguarding team)\b/.test(words);
  const contact = /\b(?:call|ring|speak|talk|phone|contact|see|meet|message|tell|need)\b/.test(words);
  return (person && contact) || /^(?:its|this is|it is) (?:an emergency|really urgent|urgent)$/.test(words);
}

/** Longer than this, words that name the DSL are a part of a story. */
const shortWish = 8;

/** A wish for the DSL in the middle of something else, in a few words. */
export function asksForDsl(message: Message): boolean {
  const { talk, said, turn } = message;
  const busy = talk.open !== undefined && talk.open.dialog !== urgent.name && turn.place.kind !== 'group';
  return busy && plain(said).split(' ').length <= shortWish && wantsDsl(message);
}

const stateSchema = z.object({ about: z.enum(['danger', 'indecent_image', 'other']) });

export const urgent: Dialog = { name: 'urgent', version: 1, resume };

/** 999 and the people to tell, in a few short lines, and nothing asked but whether the DSL should call. */
export function urgentReply(danger: Danger, message: Message, services: Services): Reply {
  const { turn, talk } = message;
  const sort = holds(turn.person, 'pupil') ? asChild(danger) : danger;
  const { lines, helplines } = dangers[sort];
  const forChild = sort === 'child' || sort === 'child_image';
  const card: Card = {
    title: 'If anyone is in danger now, call 999',
    text: [
      ...lines,
      ...(forChild || sort === 'adult_distress' ? [] : safeguardingLines(services.policy.school)),
    ],
    facts: urgentHelplines(helplines, turn.person, services),
  };
  if (forChild) return { cards: [card] };
  const lead = sort === 'adult_distress' ? 'the DSL (Designated Safeguarding Lead)' : 'the DSL';
  const told = talk.told
    ? 'I have told nobody about this. A message that you need a call was sent before.'
    : 'I have not told anyone.';
  const more = [
    ...(reportable.includes(sort) ? [reportChoice] : []),
    ...(mayBeHeadteacher(message, services) ? [headChoice] : []),
  ];
  if (!someoneHolds(services, 'dsl', 'deputy_dsl')) {
    return {
      ...(more.length > 0 ? { open: open(urgent, { about: 'other' }, turn.now, more, 'urgent:call') } : {}),
      cards: [
        {
          ...card,
          ask: `${told} I cannot message ${lead} from here, so please ring or go to them.`,
          ...(more.length > 0 ? { choices: more, of: 'urgent:call' } : {}),
        },
      ],
    };
  }
  const about = sort === 'indecent_image' ? 'indecent_image' : sort === 'adult_distress' ? 'other' : 'danger';
  const reader = headteacherReads(services.people) ? ' The Headteacher is one of those who will see it.' : '';
  const ask = `${told} Shall I tell ${lead} that you need a call? They will see your name and the time, and not what you wrote.${reader}`;
  const choices = [...callChoices, ...more];
  return {
    cards: [{ ...card, ask, choices, of: 'urgent:call' }],
    open: open(urgent, { about }, turn.now, choices, 'urgent:call'),
  };
}

/** Where the DSL's message would reach the Headteacher, or the Headteacher was named, the way round them is offered. */
function mayBeHeadteacher({ said }: Message, { people }: Services): boolean {
  return namesHeadteacher(said) || headteacherReads(people);
}

/** Whether a message to the DSL and deputies would reach the Headteacher, who may hold that role too. */
export function headteacherReads(people: Services['people']): boolean {
  const reads = [...people.holding('dsl'), ...people.holding('deputy_dsl')];
  return reads.some((person) => holds(person, 'headteacher'));
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const state = stateSchema.safeParse(openDialog.state);
  if (!state.success) return undefined;
  const picked = chosen(message.said, openDialog.choices)?.label;
  const offered = openDialog.choices.some(({ label }) => label === tellLabel);
  const answer = offered ? yesOrNo(message.said) : undefined;
  const named = answer === 'yes' && namesHeadteacher(message.said);
  if (picked === headChoice.label) return aboutHeadteacher(message, services);
  if (picked === tellLabel || (answer === 'yes' && !named))
    return tellDsl(state.data.about, message, services);
  if (picked === 'No, thank you' || answer === 'no') {
    return {
      cards: [
        say(
          'I have told nobody about this and kept nothing of it.',
          'You can write to me again at any time. In an emergency call 999.',
        ),
      ],
    };
  }
  if (answer === 'doubtful' || named) {
    const choices = [...callChoices, headChoice];
    return askAgain('To be sure: shall I tell the DSL (Designated Safeguarding Lead) that you need a call?', {
      ...openDialog,
      choices,
    });
  }
  if (
    state.data.about === 'indecent_image' &&
    /\b(?:it|this|that|them|picture|photo|pic|image|video)\b/.test(plain(message.said))
  ) {
    return urgentReply('indecent_image', message, services);
  }
  return undefined;
}

/** The open question once more, when the answer was not a clear one. */
export function askAgain(question: string, waiting: Open): Reply {
  const { choices, of } = waiting;
  return { cards: [{ text: [], ask: question, choices, ...(of ? { of } : {}) }], open: waiting };
}

/**
 * Sends the pointer: who, when, what sort, never what was said. Only after a yes, or when a picture
 * has already been sent to the bot, because the chat then holds it.
 */
export async function tellDsl(
  about: 'danger' | 'indecent_image' | 'other',
  message: Message,
  services: Services,
): Promise<Reply> {
  const { person, now } = message.turn;
  const pointer = {
    sort: 'safeguarding',
    about,
    account: person.account,
    name: person.name,
    role: voiceOf(person),
    at: now,
  } as const;
  const owed = (id: number) => alertAll(['dsl', 'deputy_dsl'], pointerAlert(id, person.name), now, services);
  await services.pointers.add(pointer, owed, now);
  return {
    told: true,
    cards: [
      say(
        'I am sending the DSL (Designated Safeguarding Lead) a message now. It says that you need a call, your name and the time. It does not say what you wrote.',
        'I cannot promise when they will see it. If it cannot wait, ring or go to the school, and in an emergency call 999.',
      ),
    ],
  };
}

function pointerAlert(id: number, name: string): Alert {
  return {
    key: `pointer:${id}`,
    sort: 'pointer',
    urgent: true,
    card: say(
      `${name} asked for a call about somebody's safety.`,
      'I do not keep what they wrote. Please get in touch with them. Say calls to see who is waiting.',
    ),
  };
}

/** A pupil is spoken to as a child, whatever the danger is. */
function asChild(danger: Danger): Danger {
  return danger === 'indecent_image' || danger === 'grooming' ? 'child_image' : 'child';
}
