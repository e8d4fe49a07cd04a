import { topics } from '../../dialogs/index.js';
import { type Card, sayingOf } from '../../src/cards/card.js';
import type { Services } from '../../src/conversation/dialog.js';
import { respond } from '../../src/conversation/router.js';
import { newTalk, type Talk } from '../../src/conversation/talk.js';
import type { Press, Turn } from '../../src/conversation/turn.js';
import { meaningOf } from '../../src/language/labels.js';
import type { Recognition } from '../../src/language/recognizer.js';
import type { Role } from '../../src/people.js';
import { argyle } from '../policy/argyle.js';
import { wednesday } from './desk.js';

/** The cards that somebody sees at once, and how they came about. */
export interface Shown {
  /** What the first message was taken for; empty for cards outside of talks. */
  label: string;
  /** What was said, one after the other; a pressed button in square brackets. */
  path: readonly string[];
  role: Role;
  cards: readonly Card[];
  /** What the pressed card becomes. */
  instead?: Card;
}

/** What the first message is taken for, with words that fit it. */
export interface Opening {
  label: string;
  words: string;
  attachments?: number;
  group?: boolean;
  /** The person has asked for a call before. */
  told?: boolean;
}

/** How many messages deep a talk is followed. The report has eleven questions. */
const deepest = 16;
/** Said to every question besides its choices: an account, a doubt, and a word that is no answer. */
const freeWords = ['Somebody swore at another parent.', 'maybe', 'yes, but not the headteacher', 'bananas'];

/**
 * Follows every talk that begins with one of the openings: each choice of each reply is pressed. A reply
 * that differs from an earlier one of the role in numbers alone is not followed twice.
 */
export async function follow(services: Services, role: Role, openings: readonly Opening[]): Promise<Shown[]> {
  const found: Shown[] = [];
  const known = new Set<string>();
  for (const opening of openings) {
    const told = opening.told ? { told: wednesday.toISOString() } : {};
    await step(opening, { ...newTalk, welcomed: true, ...told }, opening.words, []);
  }
  return found;

  async function step(opening: Opening, talk: Talk, said: string, before: string[], pressed?: Press) {
    const first = before.length === 0;
    const path = [...before, pressed ? `[${said}]` : said];
    const turn = turnOf(role, pressed?.say ?? said, first ? opening : {}, pressed);
    const guess = first ? opening.label : 'out_of_scope/other';
    const { reply, talk: next } = await respond(talk, turn, topics, services, knowing(guess));
    const shape = JSON.stringify(reply.cards).replace(/~[\w-]+|\d+|draft-\d+/g, '');
    const follows = !known.has(shape);
    const { cards, instead } = reply;
    if (first || follows)
      found.push({ label: opening.label, path, role, cards, ...(instead ? { instead } : {}) });
    known.add(shape);
    if (!follows) return;
    const { open } = next;
    for (const { label, says, of } of reply.cards.flatMap(({ shortcuts = [] }) => shortcuts)) {
      await step(opening, next, label, path, { say: says, of });
    }
    if (!open || path.length >= deepest) return;
    for (const choice of open.choices) {
      const say = sayingOf(choice);
      await step(opening, next, say, path, { say, ...(open.of ? { of: open.of } : {}) });
    }
    for (const words of freeWords) await step(opening, next, words, path);
  }
}

export function turnOf(
  role: Role,
  said: string,
  { attachments = 0, group }: Partial<Opening>,
  pressed?: Press,
): Turn {
  return {
    said,
    attachments,
    person: { account: `teams:${role}`, name: 'Sam', roles: [role] },
    place: { channel: 'msteams', kind: group ? 'group' : 'personal', id: role },
    now: wednesday,
    ...(pressed ? { pressed } : {}),
  };
}

/** A recognizer that takes everything for one thing. */
function knowing(label: string) {
  const { route = 'out_of_scope', ...kind } = meaningOf(label) ?? {};
  const clause = label.startsWith('policy:') ? [label.slice('policy:'.length)] : [];
  const clarify = label === 'policy:';
  const clauses = clarify ? argyle.clauses.map(({ id }) => id) : clause;
  const sure = { banner: false, inscope: 1, urgent: route === 'urgent' || 'kind' in kind ? 1 : 0 };
  const recognition: Recognition = { route, ...kind, label, clauses, clarify, ...sure };
  return { recognise: async () => recognition, encoder: () => 'none', close: async () => undefined };
}
