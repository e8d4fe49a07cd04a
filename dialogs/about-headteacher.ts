import type { Card } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { reachWords } from './contacts.js';

/**
 * A concern about the Headteacher. It leaves no trace: nothing is stored, nobody is told, no dialog
 * stays open, and the reply is not logged under a name. It never points to the school office, whose
 * post the Headteacher may see. The chair of governors is the case manager, and the LADO where there
 * is a conflict of interest (Keeping children safe in education, part four).
 */
export function aboutHeadteacher(message: Message, services: Services): Reply {
  const { chairOfGovernors, clerk, lado } = services.policy.school.contacts;
  const chair = [reachWords(chairOfGovernors)];
  if (!chairOfGovernors.reach?.length && clerk.reach?.length) chair.push(reachWords(clerk));
  const card: Card = {
    title: 'If a child is in danger now, call 999',
    text: [
      'A concern about the Headteacher goes to the chair of governors, not to me and not to the school office.',
      ...chair,
      `If the chair is too close to it, go to the council’s officer for such concerns. ${reachWords(lado)}`,
      keptWords(message),
    ],
  };
  return { cards: [card] };
}

/** The same for a complaint: the chair of governors, and never the office. */
export function complaintAboutHeadteacher(message: Message, services: Services): Reply {
  const { school } = services.policy;
  const { chairOfGovernors, clerk } = school.contacts;
  const procedure = school.documents.complaints_procedure.url;
  const card: Card = {
    text: [
      'A complaint about the Headteacher goes to the chair of governors, not to the school office.',
      reachWords(chairOfGovernors),
      ...(!chairOfGovernors.reach?.length && clerk.reach?.length ? [reachWords(clerk)] : []),
      procedure
        ? 'The school complaints procedure says what happens next.'
        : 'The school complaints procedure says what happens next. A school must publish it, so look on its website.',
      keptWords(message),
    ],
    ...(procedure ? { links: [{ label: 'Complaints procedure', url: procedure }] } : {}),
    ask: 'If it is about the safety of a child and cannot wait, call 999.',
  };
  return { cards: [card] };
}

function keptWords({ talk }: Message): string {
  return talk.told
    ? 'I have kept nothing of this and told nobody about it. The call that you asked for earlier is separate: that message holds your name and the time only.'
    : 'I have kept nothing and told nobody.';
}
