import { type Card, say } from '../src/cards/card.js';
import {
  after,
  type Dialog,
  type Message,
  type Reply,
  type Services,
  type WholeWord,
} from '../src/conversation/dialog.js';
import type { Topics } from '../src/conversation/router.js';
import { wholeWords as heard } from '../src/language/whole-words.js';
import { plain } from '../src/language/words.js';
import { holds } from '../src/people.js';
import { accountIdCard, accountIdWords } from './account-id.js';
import { ask, askReply } from './ask.js';
import { complaint, complaintReply } from './complaint.js';
import { safeguardingLines } from './contacts.js';
import { groupReply, movedCard } from './group.js';
import { commandReply, headteacherDialog, refusal } from './headteacher.js';
import { mayAccuseHeadteacher } from './headteacher-named.js';
import { pressedReply } from './headteacher-pressed.js';
import { childHelp, helpWords, humanCard, introductionCard, privacyCard } from './help.js';
import { englishOnly, isForeign } from './languages.js';
import { tooLongCard, tooManyReply } from './limits.js';
import { asksForLog } from './log-asked.js';
import { menu, menuReply, welcomeReply } from './menu.js';
import { mine, mineReply } from './mine.js';
import { picture, pictureReply } from './picture.js';
import { answeredCard, closedCard } from './pressed-cards.js';
import {
  asksForWords,
  excerptReply,
  invitationCard,
  passesOn,
  passOnReply,
  rep,
  repMeets,
  repReply,
  sendersTaken,
} from './rep.js';
import { beginReport, isPlainAnswer, report, reportMeets } from './report.js';
import { fillReport, reportFilled } from './report-filled.js';
import { safetyReply, safetyRouteOf } from './safety.js';
import { smalltalkCard } from './smalltalk.js';
import { saysWhomItIsAbout, staffContact } from './staff-contact.js';
import { expiredCard, troubleCard, unsureCard } from './trouble.js';
import { unreadableCard } from './unreadable.js';
import { asksForDsl, urgent, urgentReply, wantsDsl } from './urgent.js';
import { isOnlyAnswer } from './yes-no.js';

/** Everything that can stay open, by name. */
const dialogs: readonly Dialog[] = [
  ask,
  { ...report, fill: fillReport, filled: reportFilled },
  complaint,
  urgent,
  staffContact,
  picture,
  rep,
  mine,
  headteacherDialog,
  menu,
];

/** Words that work as a whole message and only so, most of them at every point: "cancel culture" is an answer. */
const wholeWords: readonly WholeWord[] = [
  { words: heard.help, always: true, run: helpReply },
  { words: heard.stop, always: true, run: cancel },
  { words: heard.startAgain, always: true, run: startAgain },
  {
    words: heard.human,
    always: true,
    run: (message, services) => stay(message, humanCard(services)),
  },
  {
    words: heard.privacy,
    always: true,
    run: (message, services) => stay(message, privacyCard(services)),
  },
  { words: accountIdWords, run: (message) => stay(message, accountIdCard(message)) },
  {
    words: ['report a post', 'report', 'make a report', 'report something'],
    run: (message, services) => beginFor(message, services),
  },
  { words: ['how to complain', 'complain', 'complaint', 'make a complaint'], run: complaintReply },
  { words: ['my reports', 'my report'], run: (message, services) => mineReply('status', message, services) },
  {
    words: ['words for the group', 'group words', 'rep kit'],
    run: (message, services) => repReply('rep', message, services),
  },
  {
    words: ['invitation', 'invitation link', 'invite', 'invite link', 'invite people', 'invite people to me'],
    run: (_, services) => ({ cards: [invitationCard(services)] }),
  },
];

/** What the bot can talk about, joined for the router. */
export const topics: Topics = {
  dialogs,
  wholeWords,
  group: groupReply,
  welcome: welcomeReply,
  introduction: introductionCard,
  expired: expiredCard,
  picture: pictureReply,
  closedQuestion: (message) => ({
    ...stay(message, say('That button belongs to an earlier question, so I have not done anything with it.')),
    instead: closedCard,
    noted: 'press.closed',
  }),
  busy: (message) =>
    stay(message, say('You are in the middle of something. Finish it or say cancel, then press that again.')),
  pressed: pressedReply,
  answered: answeredCard,
  nothingSaid: (message) =>
    stay(message, say('I can read words, and nothing else. What would you like to tell me?')),
  unreadable: (what, message) => stay(message, unreadableCard(what)),
  sendersTaken,
  tooLong: (message, services) => stay(message, tooLongCard(message, services)),
  tooMany: tooManyReply,
  banner: (services) => ({
    text: [
      'If a child or anyone else may be at risk, call 999 in an emergency.',
      ...safeguardingLines(services.policy.school),
    ],
  }),
  moved: movedCard,
  edited: () => say('I do not read changes to a message. Please send it to me as a new one.'),
  trouble: troubleCard,
  unsure: unsureCard,
  mayOrder: ({ turn, said }) => holds(turn.person, 'headteacher') || !mayAccuseHeadteacher(said),
  command: (message, services) => commandReply(message, services),
  oneAtATime: () =>
    say('You told me more than one thing. Please tell me the rest again when we have finished this.'),
  safety: async (message, services) => {
    if (asksForDsl(message)) return urgentReply('danger', message, services);
    const route = message.meaning && safetyRouteOf(message.meaning, message.said);
    if (route === 'perhaps_headteacher' && saysWhomItIsAbout(message)) return undefined;
    if (!route || isPlainAnswer(message, services) || answersYesOrNo(message)) return undefined;
    return (await reportMeets(route, message, services)) ?? safetyReply(route, message, services);
  },
  topic,
};

/** A bare yes, no or doubt where one of these was asked for is that, whatever is guessed of it. */
function answersYesOrNo({ talk, said }: Message): boolean {
  const waiting = talk.open?.dialog;
  return (
    [urgent.name, staffContact.name, picture.name].some((name) => name === waiting) && isOnlyAnswer(said)
  );
}

/** A message that stands alone goes where its meaning says. */
async function topic(message: Message, services: Services): Promise<Reply> {
  const { meaning } = message;
  if (!meaning || meaning.label === 'smalltalk/capabilities') return helpReply(message, services);
  const { label, route } = meaning;
  if (/^\d{1,2}$/.test(message.said.trim())) return numberReply(message);
  if (/^send(?: it)?$/.test(plain(message.said))) {
    return {
      cards: [
        say(
          'I have nothing of yours to send, and nothing was sent.',
          'To begin a report, say report a post.',
        ),
      ],
    };
  }
  if (wantsDsl(message)) return urgentReply('danger', message, services);
  if (isForeign(message)) return { cards: [englishOnly(services)] };
  if (passesOn(message)) return passOnReply(message, services);
  const met = repMeets(message) ?? label;
  if (met.startsWith('rep/') || asksForWords(message)) return repReply(met, message, services);
  if (message.excerpt && route !== 'report' && route !== 'urgent') return excerptReply(message);
  if (label === 'mine/status') return mineReply('status', message, services);
  if (label === 'mine/add') return mineReply('add', message, services);
  if (label === 'mine/withdraw') return mineReply('withdraw', message, services);
  switch (route) {
    case 'policy':
    case 'out_of_scope':
      return askReply(message, services);
    case 'report':
    case 'urgent':
      return beginFor(message, services);
    case 'complaint':
      return complaintReply(message, services);
    case 'headteacher_command':
      return asksForLog(message, services) ? refusal() : notUnderstood;
    case 'smalltalk':
      return { cards: [smalltalkCard(label, message, services)] };
  }
}

const notUnderstood: Reply = {
  cards: [say('I am not sure what you mean.', 'Say help to see what I can do.')],
};

/** A child is never led through the form. */
function beginFor(message: Message, services: Services): Reply {
  if (holds(message.turn.person, 'pupil')) return { cards: [childHelp()] };
  return beginReport(message, services);
}

/** A number that is none of the choices. */
function numberReply(message: Message): Reply {
  if (message.talk.open) return stay(message, say('I have no choice with that number.'));
  return { cards: [say('I have no question open that a number answers.', 'Say help to see what I can do.')] };
}

/** Only a dialog that holds answers has something to delete. */
function cancel({ talk }: Message): Reply {
  const dialog = dialogs.find(({ name }) => name === talk.open?.dialog && name !== menu.name);
  const deleted = 'I have stopped, and what you had begun is deleted. Nothing was sent.';
  const stopped = dialog ? 'I have stopped, and nothing was sent.' : 'There is nothing to stop.';
  return {
    cards: [say(dialog?.keeps ? deleted : stopped, 'Say help to see what I can do. In danger, call 999.')],
  };
}

function startAgain(message: Message, services: Services): Reply {
  const { open: waiting, ...talk } = message.talk;
  const fresh = { ...message, talk };
  if (waiting?.dialog !== report.name) return helpReply(fresh, services);
  return after([say('I have deleted your answers. Let us start again.')], beginReport(fresh, services));
}

/** The menu; no choices where something is open that their numbers would be mistaken for. */
function helpReply(message: Message, services: Services): Reply {
  const { open: waiting } = message.talk;
  if (waiting && waiting.dialog !== menu.name) return stay(message, helpWords(message, services));
  return menuReply(message, services);
}

/** Something said in between: what was open stays so, and its question is put again. */
function stay({ talk }: Message, card: Card): Reply {
  if (!talk.open) return { cards: [card] };
  const { dialog: name, choices, of } = talk.open;
  const dialog = dialogs.find((one) => one.name === name);
  const unanswered: Card = {
    text: [],
    ask: 'You can still answer what I asked.',
    choices,
    ...(of ? { of } : {}),
  };
  const question = dialog?.again?.(talk.open) ?? (name === menu.name ? undefined : unanswered);
  return { cards: question ? [card, question] : [card], open: talk.open };
}
