import { z } from 'zod';
import { askCard, type Card, type Choice, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import {
  clockOf,
  type Dialog,
  type Message,
  open,
  type Reply,
  type Services,
} from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { factsIn } from '../src/language/facts.js';
import { plain } from '../src/language/words.js';
import { holds, voiceOf } from '../src/people.js';
import { aboutHeadteacher } from './about-headteacher.js';
import { type Alert, alertAll, someoneHolds } from './alerts.js';
import { reachWords } from './contacts.js';
import { namesHeadteacher } from './headteacher-named.js';
import { askAgain, urgentReply } from './urgent.js';
import { yesOrNo } from './yes-no.js';

const whoChoices: readonly Choice[] = [
  { label: 'A pupil' },
  { label: 'Someone on the staff' },
  { label: 'Another adult of the school' },
  { label: 'The Headteacher' },
  { label: 'Someone else' },
];

const callChoices: readonly Choice[] = [
  { label: 'Yes, ask for a call' },
  { label: 'No, thank you' },
  { label: 'It is about the Headteacher' },
];

const stateSchema = z.object({ step: z.enum(['who', 'call']) });

export const staffContact: Dialog = { name: 'staff-contact', version: 1, resume };

/** Contact between a pupil and an adult on social media: the route depends on who made the attempt (R44 to R50). */
const contactWords =
  /\b(?:friend(?:s|ed|ing)?|befriend\w*|follow\w*|add(?:ed|ing|s)?|request\w*|messag\w*|dm|dms|snap|text(?:s|ed|ing)?)\b/;

/** What is said of such contact without saying who made it. */
const openToWho: readonly string[] = ['report/staff_contact', 'urgent/child'];

/** Whether a message tells of befriending, following or messaging. */
export function saysContact({ said }: Message): boolean {
  return contactWords.test(plain(said));
}

/**
 * A concern about an adult who works with children. It is never an incident: it becomes a call-back
 * request to the Headteacher that holds who asks and when, and only if the person says yes. It is not
 * passed to a deputy, who may be the one it is about.
 */
export function staffContactReply(message: Message, services: Services): Reply {
  const { turn, said, meaning } = message;
  if (holds(turn.person, 'pupil')) return urgentReply('child', message, services);
  const about = factsIn(said, clockOf(turn, services)).postedBy;
  const words = plain(said);
  const isOpen = meaning?.route === 'policy' || openToWho.includes(meaning?.label ?? '');
  if (isOpen && contactWords.test(words) && about === undefined) {
    return askWho('Who made the contact, or tried to? No names, please.', turn.now);
  }
  if (namesHeadteacher(words)) return askWhomItIsAbout(message);
  if (about === 'pupil') return byPupil(message, services);
  return byAdult(message, services);
}

/** Who it is about decides where it goes, and is the one thing that must not be guessed. */
export function askWhomItIsAbout({ turn }: Message): Reply {
  return askWho('Who is your worry about? No names, please.', turn.now);
}

/** The Headteacher is named where it was asked whom the worry is about. */
export function saysWhomItIsAbout({ talk, said }: Message): boolean {
  return talk.open?.dialog === staffContact.name && namesHeadteacher(said);
}

function askWho(question: string, now: Date): Reply {
  const first = say(
    'Thank you for telling me. If anyone is in danger now, call 999. I have kept nothing so far.',
  );
  return {
    cards: [first, askCard('staff-contact:who', question, whoChoices)],
    open: open(staffContact, { step: 'who' }, now, whoChoices, 'staff-contact:who'),
  };
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const state = stateSchema.safeParse(openDialog.state);
  if (!state.success) return undefined;
  const words = plain(message.said);
  if (state.data.step === 'who') {
    const picked = chosen(message.said, whoChoices)?.label;
    if (picked === 'The Headteacher' || /\bhead\b/.test(words) || namesHeadteacher(words))
      return aboutHeadteacher(message, services);
    if (picked === 'Someone else') return urgentReply('danger', message, services);
    if (picked === 'A pupil' || /\b(?:pupil|child|kid|boy|girl|student)\b/.test(words))
      return byPupil(message, services);
    if (picked || /\b(?:staff|teacher|ta|adult|governor|volunteer|coach|contractor)\b/.test(words)) {
      return byAdult(message, services);
    }
    return undefined;
  }
  const picked = chosen(message.said, callChoices)?.label;
  const answer = yesOrNo(message.said);
  const aboutHead =
    namesHeadteacher(words) && !/\b(?:ask|tell|get|have) the head ?(?:teacher)?\b/.test(words);
  if (picked === 'It is about the Headteacher' || aboutHead) return aboutHeadteacher(message, services);
  if (picked === 'Yes, ask for a call' || answer === 'yes') return askForCall(message, services);
  if (picked === 'No, thank you' || answer === 'no') {
    return {
      cards: [say('I have told nobody and kept nothing of this. You can write to me again at any time.')],
    };
  }
  if (answer === 'doubtful')
    return askAgain('To be sure: shall I ask the Headteacher to call you?', openDialog);
  return undefined;
}

/** A pupil tried to befriend, follow or message an adult: the DSL (R46). */
function byPupil(message: Message, services: Services): Reply {
  const reply = urgentReply('danger', message, services);
  const intro = say(
    'If a pupil tried to contact an adult of the school on social media, the policy says to tell the Designated Safeguarding Lead (DSL).',
  );
  return { ...reply, cards: [intro, ...reply.cards] };
}

/** An adult did: the Headteacher (R47 for staff; part four of Keeping children safe in education for other adults). */
function byAdult(message: Message, services: Services): Reply {
  const { school } = services.policy;
  const card: Card = {
    title: 'If a child is in danger now, call 999',
    text: [
      'A worry about an adult who works at the school goes straight to the Headteacher, and not into the log of posts.',
      reachWords(school.contacts.headteacher),
      'Please do not put the person’s name online or in a group. By law a teacher accused by a pupil must not be named before a charge. If a name is up, please take it down.',
    ],
  };
  const kept = 'I have not kept what you wrote and I have not told anyone.';
  if (!someoneHolds(services, 'headteacher')) {
    return {
      cards: [
        {
          ...card,
          ask: `${kept} I cannot message the Headteacher from here, so please speak to them yourself. If it is about the Headteacher, tell me so.`,
        },
      ],
    };
  }
  const ask = `${kept} Shall I ask the Headteacher to call you? They will see your name and the time, and not what you wrote.`;
  return {
    cards: [{ ...card, ask, choices: callChoices, of: 'staff-contact:call' }],
    open: open(staffContact, { step: 'call' }, message.turn.now, callChoices, 'staff-contact:call'),
  };
}

async function askForCall(message: Message, services: Services): Promise<Reply> {
  const { person, now } = message.turn;
  const request = {
    sort: 'callback',
    about: 'other',
    account: person.account,
    name: person.name,
    role: voiceOf(person),
    at: now,
  } as const;
  await services.pointers.add(
    request,
    (id) => alertAll(['headteacher'], callAlert(id, person.name), now, services),
    now,
  );
  return {
    told: true,
    cards: [
      say(
        'I am asking the Headteacher to call you. They see your name and the time, and not what you wrote.',
        'If my message cannot be delivered I will tell you here. I cannot say when they will call.',
      ),
    ],
  };
}

function callAlert(id: number, name: string): Alert {
  return {
    key: `callback:${id}`,
    sort: 'callback',
    urgent: true,
    card: say(
      `${name} asked you to call them about something that is for you alone.`,
      'I do not keep what they wrote. Say calls to see who is waiting.',
    ),
  };
}
