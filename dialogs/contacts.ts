import type { Fact } from '../src/cards/card.js';
import type { Services } from '../src/conversation/dialog.js';
import { type Person, voiceOf } from '../src/people.js';
import type { Helpline } from '../src/policy/helplines.js';
import { type Contact, type DocumentKey, documentOf, type School } from '../src/policy/school.js';

/** "The school office: admin@school.example.", or the words for a contact that is not configured. */
export function reachWords(contact: Contact): string {
  if (contact.reach.length === 0) return contact.missing;
  return `${capital(contact.called)}: ${waysOf(contact)}.`;
}

/** Who to tell about a child: the DSL, and somebody for when school is closed. */
export function safeguardingLines(school: School): string[] {
  const { dsl, outOfHours, childrensServices } = school.contacts;
  const first =
    dsl.reach.length > 0
      ? `Tell the school’s Designated Safeguarding Lead (DSL): ${waysOf(dsl)}.`
      : dsl.missing;
  return [first, closedWords(outOfHours, childrensServices)];
}

function closedWords(outOfHours: Contact, childrensServices: Contact): string {
  if (outOfHours.reach.length > 0) return `When school is closed: ${waysOf(outOfHours)}.`;
  return childrensServices.reach.length > 0
    ? `When school is closed: ${childrensServices.called}, ${waysOf(childrensServices)}.`
    : 'When school is closed, ring your council and ask for children’s services.';
}

/** Where the school can be asked, for everything except a concern about the Headteacher. */
export function officeLine(school: School): string {
  return reachWords(school.contacts.office);
}

/** A document as a link where the school has given one, else the words for "ask the office". */
export function documentWords(school: School, key: DocumentKey): string {
  const one = documentOf(school, key);
  return one.url ? `${capital(one.title)}: ${one.url}` : one.missing;
}

/** The named help lines that are for this person, each with what it is for and how old the details are. */
export function helplineFacts(ids: readonly string[], person: Person, { policy }: Services): Fact[] {
  return policy.helplines(ids, voiceOf(person)).map(helplineFact);
}

/** The same where danger has to be met in a few lines: how old unchecked details are is left to the answers. */
export function urgentHelplines(ids: readonly string[], person: Person, { policy }: Services): Fact[] {
  return policy
    .helplines(ids, voiceOf(person))
    .map(({ checked, ...line }) => helplineFact(line.checkedOn && checked ? { ...line, checked } : line));
}

export function helplineFact(line: Helpline): Fact {
  const ways = [line.phone, line.email, line.url, line.hours].filter((each) => each !== undefined).join(', ');
  const more = [line.for, line.caution, line.checked].filter((each) => each !== undefined);
  return {
    label: line.name,
    value: [ways, ...more]
      .map((each) => each.replace(/\.$/, ''))
      .join('. ')
      .concat('.'),
  };
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function waysOf({ reach }: Contact): string {
  return reach
    .map(({ name, phone, email, url, hours }) =>
      [name, phone, email, url, hours].filter((each) => each !== undefined).join(', '),
    )
    .join('; or ');
}
