import assert from 'node:assert/strict';
import { syllable } from 'syllable';
import type { Card } from '../../src/cards/card.js';
import type { Role } from '../../src/people.js';
import { sentences } from '../policy/argyle.js';
import { everyReply } from './every-reply.js';

const longestSentence = 25;
/** The highest grade, to one decimal: what somebody of about twelve reads with ease. */
const highestGrade = 7;
const readers: readonly Role[] = ['parent', 'parent_rep'];
/** The walk also lists what is owed to the school's own people, which no parent is sent. */
const toTheSchool = /^(?:message: (?!reporter)|an alert|digest)/;
/** Where an answer in a group stands in the policy: a source like that of a quote. */
const source = /^\(Social Media Policy .*section: /;

const reasons = {
  list: 'the policy lists these things, and each word of the list matters',
  dates: 'dates and figures, read digit by digit, and the names that go with them',
  strength: 'permission, obliged, disrepute and authorities are the policy’s own strength',
  extremism: 'extremism, radicalisation and the Prevent Duty are what it is about',
  names: 'posts and documents keep their names, and are most of it',
} as const;

/** Texts that cannot be said in easier words and stay true, by how they begin, each with its own ceiling. */
const exceptions: readonly { begins: string; grade: number; why: string }[] = [
  { begins: 'The school expects no posts that are, or', grade: 8, why: reasons.list },
  { begins: 'The school expects no posts that are bull', grade: 9.1, why: reasons.list },
  { begins: 'Online safety lessons will look', grade: 7.2, why: reasons.list },
  { begins: 'The policy says many social media platforms', grade: 7.9, why: reasons.dates },
  { begins: 'The policy advises parents to respect age ratings on', grade: 8.7, why: reasons.dates },
  { begins: 'The policy advises parents to respect age ratings wherever', grade: 9.7, why: reasons.dates },
  { begins: 'The policy says 131 Prohibition', grade: 7.8, why: reasons.dates },
  { begins: 'In 2017 staff were given 131', grade: 8.9, why: reasons.dates },
  {
    begins: 'The full governing body agreed this policy on 1 February 2024. Its',
    grade: 7.4,
    why: reasons.dates,
  },
  {
    begins: 'The full governing body agreed this policy on 1 February 2024. It was',
    grade: 7.1,
    why: reasons.dates,
  },
  {
    begins: 'Staff are obliged not to bring the school or profession into disrepute. The',
    grade: 9.4,
    why: reasons.strength,
  },
  { begins: 'Ask for permission before you upload photos', grade: 7.3, why: reasons.strength },
  { begins: 'Ask for permission before you upload a photo', grade: 7.5, why: reasons.strength },
  {
    begins:
      'The police or other authorities may be involved. That is where a post may be illegal or dangerous. In',
    grade: 7.5,
    why: reasons.strength,
  },
  { begins: 'The Prevent Duty is about radicalisation', grade: 8.8, why: reasons.extremism },
  {
    begins: "The school asks for parents' support against extremism, esp",
    grade: 8.8,
    why: reasons.extremism,
  },
  {
    begins: "The school asks for parents' support against extremism, most",
    grade: 8.9,
    why: reasons.extremism,
  },
  { begins: 'For pupils the school follows its', grade: 7.6, why: reasons.names },
  { begins: 'Parents can contact the Headteacher or', grade: 8.1, why: reasons.names },
  { begins: 'Parents can ask the Headteacher or', grade: 11.7, why: reasons.names },
];

/**
 * A text is one card's own words: its paragraphs, its list and what it asks last. Titles, buttons, links and
 * lines of help lines are labels, not sentences. Quotes of the policy with their source, and words to paste,
 * are somebody else's. A line without a full stop, such as an item of a list, counts as a sentence.
 */
function ownWords({ text, list = [], ask = '' }: Card): string {
  return [...text, ...list, ask]
    .filter((line) => line !== '' && !source.test(line))
    .map((line) => line.replace(/“[^”]*”/g, 'these words').trim())
    .map((line) => (/[.?]\)?$/.test(line) ? line : `${line}.`))
    .join('\n');
}

/** What stands between spaces and slashes; both halves of a word with a hyphen. */
function wordsIn(text: string): string[] {
  return text.split(/[\s/]+|(?<=[a-z])-(?=[a-z])/).filter((word) => /[A-Za-z0-9]/.test(word));
}

/**
 * Links, addresses, telephone numbers and references are copied and not read, so each is one word of one
 * syllable. Other numbers have one for each digit, and abbreviations one for each letter (W has three).
 * Names of people's posts, organisations and documents are counted like any other words.
 */
function syllablesIn(word: string): number {
  if (/@|https?:|\.\w+\.|^SM-\d|^\+?\d{4,}\d|^0\d{2,}/.test(word)) return 1;
  const letters = word.replace(/[^A-Za-z]/g, '');
  const digits = word.replace(/\D/g, '').length;
  if (digits > 0) return digits + letters.length;
  if (letters === 'WhatsApp') return 2;
  if (letters === 'POSH') return 1;
  const spelled = letters.replace(/s$/, '');
  if (/^[A-Z]{2,}$/.test(spelled)) return spelled.replace(/W/g, 'WWW').length;
  return Math.max(1, syllable(word));
}

/** The Flesch-Kincaid grade, to one decimal. */
function gradeOf(text: string): number {
  const words = wordsIn(text);
  const spoken = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  const grade = 0.39 * (words.length / sentences(text).length) + 11.8 * (spoken / words.length) - 15.59;
  return Math.round(grade * 10) / 10;
}

describe('what parents and parent reps are sent', () => {
  /** Each text once, with how somebody came to see it. */
  const texts = new Map<string, string>();

  before(async () => {
    for (const { path, role, cards } of await everyReply()) {
      if (!readers.includes(role) || toTheSchool.test(path[0] ?? '')) continue;
      for (const card of cards) texts.set(ownWords(card), path.join(' / '));
    }
  }).timeout(60_000);

  it('is measured as it is said', () => {
    assert.deepEqual(
      ['999', 'DSL', 'NSPCC', 'WhatsApp', 'a@b.uk', '2024'].map(syllablesIn),
      [3, 3, 5, 2, 1, 4],
    );
    assert.equal(gradeOf('The cat sat on the mat. It was fat.'), -2);
    assert.ok(gradeOf('Appropriate communication necessitates consideration. Deliberate.') > 20);
    assert.ok(texts.size > 300, `only ${texts.size} texts were found`);
  });

  it('has no sentence that is too long', () => {
    for (const [text, how] of texts) {
      const long = sentences(text).filter((one) => one.split(/\s+/).length > longestSentence);
      assert.deepEqual(long, [], how);
    }
  });

  it('can be read with ease', () => {
    const hard: string[] = [];
    for (const [text, how] of texts) {
      if (sentences(text).length < 2) continue;
      const ceiling = exceptions.find(({ begins }) => text.startsWith(begins))?.grade ?? highestGrade;
      const grade = gradeOf(text);
      if (grade > ceiling) hard.push(`${grade}, ${how}:\n${text}`);
    }
    assert.equal(hard.join('\n\n'), '');
  });

  it('has no exception that is not needed', () => {
    for (const { begins, grade } of exceptions) {
      const grades = [...texts.keys()].filter((text) => text.startsWith(begins)).map(gradeOf);
      assert.equal(Math.max(...grades), grade, begins);
      assert.ok(grade > highestGrade, begins);
    }
  });
});
