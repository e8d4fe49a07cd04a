import assert from 'node:assert/strict';
import fc from 'fast-check';
import { excerptIn } from '../../src/language/excerpt.js';

/** A day, a time and the words of one message, in the ways in which chats write them down. */
const forms: Readonly<Record<string, (sender: string, words: string, minute: string) => string>> = {
  iphone: (sender, words, minute) => `[12/11/2026, 20:${minute}:05] ${sender}: ${words}`,
  'iphone, a stranger': (sender, words, minute) =>
    `\u200e[12/11/2026, 8:${minute}:05\u202fpm] ~\u00a0${sender}: ${words}`,
  android: (sender, words, minute) => `12/11/2026, 20:${minute} - ${sender}: ${words}`,
  'android, short year': (sender, words, minute) => `12/11/26, 8:${minute} pm - ${sender}: ${words}`,
  web: (sender, words, minute) => `[20:${minute}, 12/11/2026] ${sender}: ${words}`,
  'teams, in brackets': (sender, words, minute) => `[12/11/2026 20:${minute}] ${sender}\n${words}`,
  'teams, above': (sender, words, minute) => `${sender}\n20:${minute}\n${words}`,
  'teams, beside': (sender, words, minute) => `${sender}, 12/11/2026 20:${minute}\n${words}`,
  'names alone': (sender, words) => `${sender}: ${words}`,
  'a quoted copy': (sender, words) => `> ${sender}: ${words}`,
};

const first = [
  'Sarah',
  'José',
  'Aaliyah',
  'Oluwaseun',
  'Siân',
  'Bjørk',
  'Jo',
  'Zbigniew',
  'Ngọc',
  'Mia-Rose',
];
const last = ['Jones', 'O’Brien', 'Khan', 'Smith-Wilde', 'Nowak', 'Begum', 'Ó Súilleabháin', 'Patel'];
const kept = ['', ' Y4', '’s mum', ' (Year 3)', ' 🌸'];

const person = fc
  .tuple(fc.constantFrom(...first), fc.constantFrom(...last), fc.constantFrom(...kept))
  .map(([one, two, more]) => ({ name: `${one} ${two}${more}`, called: one, family: two }));
const digits = fc.integer({ min: 100_000_000, max: 999_999_999 }).map((rest) => `7${rest}`);

const asSaid = (name: string) =>
  fc.constantFrom(name, name.toLowerCase(), name.toUpperCase(), `${name}’s`, `@${name}`);

/** The letters of a text without accents, small, so that no spelling hides a name. */
function flat(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, cut at everything that is no letter. */
function wordsOf(text: string): string[] {
  return flat(text).match(/\p{L}+/gu) ?? [];
}

describe('messages copied out of a chat', () => {
  for (const [form, write] of Object.entries(forms)) {
    it(`keep no name and no number of a sender: ${form}`, () => {
      const talk = fc
        .tuple(person, person, digits)
        .chain(([a, b, number]) =>
          fc.tuple(
            fc.constant({ a, b, number }),
            asSaid(a.called),
            asSaid(b.family),
            asSaid(a.name),
            fc.constantFrom(
              `+44 ${number}`,
              `0${number}`,
              `+44${number}`,
              `0${number.slice(0, 4)} ${number.slice(4)}`,
            ),
          ),
        );
      fc.assert(
        fc.property(talk, ([{ a, b, number }, named, family, whole, shown]) => {
          const said = [
            'this was in the group',
            write(a.name, `your boy hit mine, ${family} saw it`, '31'),
            write(b.name, `${named} you are lying and ${whole} knows it`, '32'),
            `ring ${shown}`,
            write(a.name, `no ${named} is not`, '33'),
          ].join('\n');
          const found = excerptIn(said);
          assert.ok(found, said);
          const words = new Set(wordsOf(`${found.text}\n${found.words}`));
          for (const name of [a.called, a.family, b.called, b.family])
            for (const part of wordsOf(name))
              if (part.length > 1) assert.ok(!words.has(part), `${part} is in\n${found.text}`);
          assert.ok(!found.text.replace(/\D/g, '').includes(number.slice(3)), found.text);
          assert.match(found.text, /your boy hit mine/);
          assert.match(found.text, /Person A/);
        }),
        { numRuns: 30 },
      );
    });
  }

  it('keep no number that stands for a sender', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom('android', 'iphone', 'web', 'names alone'), (number, form) => {
        const write = forms[form] ?? assert.fail(form);
        const sender = `+44 ${number.slice(0, 4)} ${number.slice(4)}`;
        const found = excerptIn(`${write(sender, 'he is a thug', '31')}\nask @44${number} or 0${number}`);
        assert.ok(found);
        assert.equal(
          found.text.replace(/12\/11\/2026|20:31(?::05)?/g, '').replace(/\D/g, ''),
          '',
          found.text,
        );
      }),
    );
  });

  it('keep no sender whose name holds signs of a pattern, and read the signs for what they are', () => {
    for (const name of ['Sam (.*) [a-z]+', 'Jo ^$ | Kim', 'Al \\\\ {2,} ?', '(((( Max', '(a+)+ Bea']) {
      const [one = '', family = ''] = wordsOf(name).filter((word) => word.length > 1);
      const found = excerptIn(
        `[12/11/2026, 20:31:05] ${name}: he is a thug\n[12/11/2026, 20:32:05] Ruth: no`,
      );
      assert.ok(found, name);
      assert.ok(found.text.includes('he is a thug') && found.text.includes('no'), found.text);
      assert.ok(!wordsOf(found.text).some((word) => word === one || word === family), found.text);
    }
  });

  it('keep who said what, the moments, the words of somebody who only introduces them, and notices of nobody', () => {
    const said = [
      'look what they wrote',
      '12/11/2026, 20:30 - Sarah Jones added Tom Khan',
      '12/11/2026, 20:31 - Sarah Jones: Will you say sorry, Tom?',
      'you should',
      '12/11/2026, 20:33 - Will Khan: I will not. Ask Sarahs mum',
      '12/11/2026, 20:34 - Sarah Jones: ring 0800 1111 or 999',
    ].join('\n');
    const found = excerptIn(said);
    assert.equal(
      found?.text,
      [
        'look what they wrote',
        '[12/11/2026, 20:31] Person A: Person B you say sorry, Tom?',
        'you should',
        '[12/11/2026, 20:33] Person B: I will not. Ask Person A’s mum',
        '[12/11/2026, 20:34] Person A: ring 0800 1111 or 999',
      ].join('\n'),
    );
    assert.equal(found?.people, 2);
    assert.doesNotMatch(found?.words ?? '', /20:3|Person A:/);
  });

  it('may be one forwarded message', () => {
    assert.equal(excerptIn('Sarah: she is leaving', true)?.text, 'Person A: she is leaving');
    assert.equal(excerptIn('Forwarded many times\nSarah: she is leaving')?.text, 'Person A: she is leaving');
    assert.equal(excerptIn('She is leaving at Christmas', true), undefined);
  });

  for (const said of [
    'Question: what age is whatsapp?',
    'Two things: first the photos\nAlso: who do I tell?',
    'Kind: insult\nWhere: WhatsApp\nWhen: yesterday\nLink: https://facebook.com/x',
    'note 7: spoke to the family',
    'it was at 20:31: he said so',
    '12/11/2026 20:31 was when it was posted',
    'My son told me: he was hit. I asked: by whom?',
    'Monday: maths\nTuesday: swimming',
    'Dear school,\nRe: photos\nThanks: see you',
    'He wrote this: your child is a thug',
    'close 7: they deleted it',
    'what does the policy say about: photos, names and groups',
    '8.30: drop off\n15.30: pick up',
    'me: what age for whatsapp\nyou: 13',
    '',
  ]) {
    it(`are not seen in: ${said.split('\n')[0]}`, () => {
      assert.equal(excerptIn(said), undefined);
    });
  }

  it('are looked through quickly, whatever they are', () => {
    const began = performance.now();
    for (const unit of [
      'a: ',
      '[',
      '12/11/2026, 20:31 - ',
      'Sam, ',
      '@\u2068',
      '\n',
      '> ',
      'Sarah Jones: no\n',
      '7 7 7 ',
    ]) {
      excerptIn(unit.repeat(Math.ceil(10_000 / unit.length)).slice(0, 10_000));
    }
    assert.ok(performance.now() - began < 2000);
  });
});
