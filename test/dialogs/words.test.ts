import assert from 'node:assert/strict';
import type { Card } from '../../src/cards/card.js';
import type { Role } from '../../src/people.js';
import { argyle, sentences } from '../policy/argyle.js';
import { everyReply, safetyLabels, wholeSchool } from './every-reply.js';
import type { Shown } from './follow.js';
import { dialogLiterals } from './literals.js';

const longestSentence = 25;
/** What every channel can offer at once (a WhatsApp list holds ten rows). */
const mostChoices = 10;

/** An abbreviation, and what must stand close to its first use on a card. */
const abbreviations: readonly [RegExp, RegExp][] = [
  [/\bDSLs?\b/, /Designated Safeguarding Lead/],
  [/\bPOSH\b/, /Professionals[’']? Online Safety Helpline/],
  [/\bLADO\b/, /local authority designated officer/],
];
/** Words of pages in a browser, which are on no card. */
const onPages = ['pages.ts', 'tab.ts'];

/** What the bot says in its own words: without quotes, words to paste, files, and what others said. */
function spoken({
  title = '',
  text,
  facts = [],
  list = [],
  ask = '',
  choices = [],
  links = [],
}: Card): string[] {
  const lines = [
    title,
    ...text,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...list,
    ...links.map(({ label }) => label),
    ask,
    ...choices.map(({ label }) => label),
  ];
  return lines.filter((line) => line !== '').map((line) => line.replace(/“[^”]*”/g, 'these words'));
}

function wholeText(card: Card): string {
  return [...spoken(card), card.paste ?? ''].join('\n');
}

function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).length;
}

describe('what the bot says', () => {
  let all: readonly Shown[];
  /** Every card once, with how somebody came to see it. */
  const cards = new Map<string, { card: Card; how: string }>();

  before(async () => {
    all = await everyReply();
    for (const { path, role, cards: shown } of all) {
      for (const card of shown)
        cards.set(JSON.stringify(card), { card, how: `${role}: ${path.join(' / ')}` });
    }
  }).timeout(60_000);

  function each(check: (card: Card, how: string) => void): void {
    for (const { card, how } of cards.values()) check(card, how);
  }

  it('is looked at as a whole', () => {
    const text = [...cards.values()].map(({ card }) => wholeText(card)).join('\n');
    const onCards = dialogLiterals().filter(({ file }) => !onPages.includes(file));
    const pieces = onCards.map(({ text: one }) => longestPiece(one));
    const said = pieces.filter((piece) => piece.length > 20 && /[A-Z.?]/.test(piece));
    const seen = said.filter((piece) => text.includes(piece));
    assert.ok(said.length > 350, `only ${said.length} texts were found in the dialogs`);
    assert.ok(
      seen.length / said.length > 0.8,
      `only ${seen.length} of ${said.length} texts were seen on cards`,
    );
  });

  it('has no exclamation marks and no emoji, and nobody is told to click', () => {
    const marks = /!|\p{Extended_Pictographic}|\bclick/iu;
    each((card, how) => assert.doesNotMatch(wholeText(card), marks, how));
    for (const { file, text } of dialogLiterals()) assert.doesNotMatch(text, marks, file);
  });

  it('has no long sentence', () => {
    const long = (line: string) => sentences(line).filter((one) => wordsIn(one) > longestSentence);
    each((card, how) => assert.deepEqual(spoken(card).flatMap(long), [], how));
    const said = dialogLiterals().filter(({ text }) => /[A-Z.?]/.test(text) && !text.startsWith('Hi'));
    for (const { file, text } of said) assert.deepEqual(long(text), [], file);
  });

  it('spells out each abbreviation where a card uses it first', () => {
    each((card, how) => {
      const text = spoken(card).join('\n');
      for (const [short, whole] of abbreviations) {
        const at = text.search(short);
        if (at >= 0) assert.match(text.slice(Math.max(0, at - 60), at + 80), whole, `${how}\n${text}`);
      }
    });
  });

  it('offers no more choices than every channel can show, each once', () => {
    each(({ choices = [] }, how) => {
      const labels = choices.map(({ label }) => label.toLowerCase());
      assert.ok(labels.length <= mostChoices, how);
      assert.equal(new Set(labels).size, labels.length, how);
    });
  });

  it('names 999 first of all where somebody may be in danger', () => {
    const first = all.filter(({ label, path }) => safetyLabels.includes(label) && path.length === 1);
    for (const label of safetyLabels) {
      assert.ok(
        first.some((one) => one.label === label),
        label,
      );
    }
    for (const {
      role,
      path,
      cards: [card],
    } of first) {
      if (card) assert.match(wholeText(card), /\b999\b/, `${role}: ${path.join()}`);
    }
    for (const rare of ['banner', 'moved', 'too long', 'trouble', 'danger guessed in a report']) {
      const { cards: shown = [] } = all.find(({ path }) => path[0] === rare) ?? {};
      assert.match(shown.map(wholeText).join(), /\b999\b/, rare);
    }
  });

  it('sends nobody to the office or the Headteacher with a concern about the Headteacher', () => {
    const about = /(?:concern|complaint) about the Headteacher goes to the chair of governors/i;
    const { office, headteacher } = argyle.school.contacts;
    const own = [office, headteacher, wholeSchool.contacts.office, wholeSchool.contacts.headteacher];
    const addresses = own.flatMap(({ reach }) => reach.flatMap(({ email, phone }) => [email, phone]));
    const found = all.filter(({ cards: shown }) => shown.some((card) => about.test(wholeText(card))));
    assert.ok(
      found.some(({ cards: shown }) => shown.some((card) => /chairOfGovernors@/.test(wholeText(card)))),
    );
    assert.ok(found.length > 20, `only ${found.length} such replies were found`);
    for (const { role, path, cards: shown } of found.filter(
      ({ label }) => !label.startsWith('headteacher_c'),
    )) {
      const how = `${role}: ${path.join(' / ')}`;
      const text = shown.map((card) => JSON.stringify(card)).join('\n');
      for (const address of addresses) if (address) assert.ok(!text.includes(address), how);
      assert.doesNotMatch(text, /ask the (?:school )?office|(?:ask|tell|ring|write to) the school\b/i, how);
      assert.match(text, /\b999\b/, how);
      assert.match(text, /told nobody/, how);
    }
  });

  it('shows the help line for professionals to staff, and never to parents or pupils', () => {
    const reach = /0344 381 4772|helpline@saferinternet/;
    const shownTo = (...roles: readonly Role[]) =>
      all
        .filter(({ role }) => roles.includes(role))
        .flatMap(({ cards: shown }) => shown.flatMap(({ facts = [] }) => facts))
        .filter(({ label, value }) => /POSH/.test(label) || reach.test(value));
    assert.notDeepEqual(shownTo('staff'), []);
    assert.deepEqual(shownTo('parent', 'parent_rep', 'pupil'), []);
    for (const { role, path, cards: shown } of all) {
      if (!['parent', 'parent_rep', 'pupil'].includes(role)) continue;
      for (const card of shown) assert.doesNotMatch(wholeText(card), reach, path.join(' / '));
    }
  });
});

/** The longest part of a text between what is filled in. */
function longestPiece(text: string): string {
  return text.split('x').reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}
