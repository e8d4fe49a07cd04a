import { safetyReportCard, seenReportCard } from '../../dialogs/alert-cards.js';
import { gatheredWords, manyReportsCard } from '../../dialogs/busy-hour.js';
import { callNotConfirmed, callNotDelivered } from '../../dialogs/call-words.js';
import { digestCard } from '../../dialogs/headteacher.js';
import { topics } from '../../dialogs/index.js';
import { pages } from '../../dialogs/pages.js';
import { closedCard } from '../../dialogs/pressed-cards.js';
import { excerptReply, invitationCard, passOnReply, rep, sendersTaken } from '../../dialogs/rep.js';
import { openQuestion } from '../../dialogs/report-asking.js';
import { heardOnCard, reportCard } from '../../dialogs/report-card.js';
import { dangerAgain } from '../../dialogs/report-danger.js';
import { reportFilled } from '../../dialogs/report-filled.js';
import { send } from '../../dialogs/report-send.js';
import { type ReportState, reportDialog } from '../../dialogs/report-state.js';
import { criticism, dangerLines, schoolWill } from '../../dialogs/report-words.js';
import { type Card, say } from '../../src/cards/card.js';
import { clockOf, type Message, open, type Services } from '../../src/conversation/dialog.js';
import { newTalk } from '../../src/conversation/talk.js';
import type { Filled } from '../../src/conversation/turn.js';
import { unreadableSorts } from '../../src/conversation/turn.js';
import { kinds, posters } from '../../src/language/facts.js';
import type { Role } from '../../src/people.js';
import { wednesday } from './desk.js';
import { type Shown, turnOf } from './follow.js';

const alerted = { reference: 'SM-2026-0007', number: 7, kind: 'threat' } as const;

/** Cards that stand outside of talks, or that only a rare moment shows. */
export async function rareCards(services: Services, role: Role): Promise<Shown[]> {
  const turn = turnOf(role, 'hello', {});
  const message: Message = { turn, said: 'hello', talk: newTalk };
  const inGroup = { ...message, turn: turnOf(role, 'hello', { group: true }) };
  const clock = clockOf(turn, services);
  const begun = { draft: 'd', safe: true, warned: false, choosing: false, answers: { kind: 'violent' } };
  const badly = { picked: { kind: '', when: '2026-11-30', affected: 'x' }, typed: { link: 'no', words: '' } };
  const known = { kind: 'violent', platform: 'x', visibility: 'public', stillUp: 'yes' };
  const well = { ...known, when: '', postedBy: 'pupil', affected: 'pupil', mayContact: '' };
  const once = { picked: well, typed: { link: '', words: 'It was rude.' } };
  const incident = { card: 'incident', number: 1, version: 1 } as const;
  const asked = open({ name: 'report', version: 1 }, {}, wednesday);
  const reporting = { ...message, turn: turnOf(role, 'close 1', {}), talk: { ...newTalk, open: asked } };
  const waiting = { dialog: rep.name, version: rep.version, choices: [], touched: wednesday.toISOString() };
  const toldBefore = {
    ...message,
    talk: { ...newTalk, open: { ...waiting, state: { told: 'It was rude.' } } },
  };
  const cards: Record<string, readonly Card[]> = {
    welcome: topics.welcome(message, services).cards,
    'welcome to a group': topics.welcome(inGroup, services).cards,
    introduction: [topics.introduction(services)],
    'too many messages':
      topics.tooMany({ ...message, turn: { ...turn, hurry: 'first' } }, services)?.cards ?? [],
    'too many messages in a group':
      topics.tooMany({ ...inGroup, turn: { ...inGroup.turn, hurry: 'first' } }, services)?.cards ?? [],
    'a message that is too long': topics.tooLong(message, services).cards,
    'alerts together': [manyReportsCard()],
    'told together': [say(gatheredWords('the Headteacher', wednesday, services))],
    expired: [topics.expired(services)],
    'an old button': topics.closedQuestion(message).cards,
    'the menu in the middle of something': topics.busy(message).cards,
    'a closed question': [closedCard],
    'a report to fill in': [reportCard(begun, clock)],
    'a report filled in badly': [reportCard(begun, clock, badly, heardOnCard(begun, badly, clock).errors)],
    'one answer wrong': (await filledIn(begun, once, message, services)).cards,
    'several answers wrong': (await filledIn(begun, badly, message, services)).cards,
    'a report to fill in, further up': [openQuestion({ ...begun, form: true })],
    'a button that says nothing': (await topics.pressed(incident, message, services)).cards,
    'a button in the middle of a report': (await topics.pressed(incident, reporting, services)).cards,
    'an alert seen by the DSL': [seenReportCard(alerted)],
    'an alert for the DSL': [safetyReportCard(alerted)],
    'nothing said': topics.nothingSaid(message).cards,
    ...Object.fromEntries(
      unreadableSorts.map((what) => [`a ${what}`, topics.unreadable(what, message).cards]),
    ),
    'too long': topics.tooLong(message, services).cards,
    banner: [topics.banner(services)],
    moved: [topics.moved(true, undefined)],
    'moved, with a link': [topics.moved(false, 'https://chat.example')],
    edited: [topics.edited(services)],
    unsure: [topics.unsure(services)],
    'not confirmed': [callNotConfirmed('safeguarding', services), callNotConfirmed('callback', services)],
    'call from the DSL not delivered': [callNotDelivered('safeguarding', services)],
    'call from the Headteacher not delivered': [callNotDelivered('callback', services)],
    'danger guessed in a report': [dangerAgain(services)],
    criticism: [criticism(services)],
    'an invitation': [invitationCard(services)],
    'an invitation with a link': [invitationCard(withNumber(services))],
    'names taken out': [sendersTaken({ text: '', words: '', people: 2 })],
    'copied messages': excerptReply(message).cards,
    'a report of what was told before': passOnReply(toldBefore, services).cards,
    trouble: [topics.trouble(services)],
    'page about the bot': [pages.about(services)],
    digest: [await digestCard(services, wednesday)],
  };
  return shown(cards, role);
}

/** The same school with a number of its own on WhatsApp. */
function withNumber(services: Services): Services {
  const { policy } = services;
  const school = { ...policy.school, whatsappNumber: '+44 20 7946 0004' };
  return { ...services, policy: { ...policy, school } };
}

/** What is said of reports by kind and by who posted them, and all messages that anybody was owed so far. */
export async function reportCards(services: Services, role: Role): Promise<Shown[]> {
  const turn = turnOf(role, 'send', {});
  const message: Message = { turn, said: 'send', talk: newTalk };
  const cards: Record<string, readonly Card[]> = {};
  for (const kind of kinds) {
    cards[`report of ${kind}`] = [dangerLines(kind, message, services)];
    for (const poster of posters) cards[`${kind} by ${poster}`] = [say(...schoolWill(poster, kind))];
  }
  for (const kind of ['insult', 'threat', 'extremism', 'hate']) {
    for (const postedBy of posters)
      cards[`sent: ${kind} by ${postedBy}`] = await sent({ kind, postedBy }, role, services);
  }
  const owed = await services.outbox.withPrefix('');
  for (const { sort, card } of owed) cards[`message: ${sort} ${card.text[0]}`] = [card];
  return shown(cards, role);
}

function filledIn(state: ReportState, filled: Filled, { turn, ...message }: Message, services: Services) {
  const pressed = { say: 'Check my report', of: 'report:d:form', filled };
  return reportFilled(
    open(reportDialog, state, wednesday),
    { ...message, turn: { ...turn, pressed } },
    services,
  );
}

function shown(cards: Readonly<Record<string, readonly Card[]>>, role: Role): Shown[] {
  return Object.entries(cards).map(([path, each]) => ({ label: '', path: [path], role, cards: each }));
}

/** What is said when a report is sent, each by another account of the role: one may send five in an hour. */
async function sent(answers: Readonly<Record<string, unknown>>, role: Role, services: Services) {
  const draft = services.newId();
  const turn = turnOf(role, 'send', {});
  const message = {
    said: 'send',
    talk: newTalk,
    turn: { ...turn, person: { ...turn.person, account: draft } },
  };
  const state = { draft, safe: true, warned: true, choosing: false, answers: { ...answers, words: 'Rude.' } };
  return (await send(state, message, services)).cards;
}
