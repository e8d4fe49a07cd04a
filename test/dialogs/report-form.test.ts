import assert from 'node:assert/strict';
import {
  affectedLabels,
  kindLabels,
  platformLabels,
  posterLabels,
  stillUpLabels,
  visibilityLabels,
} from '../../dialogs/labels.js';
import { reportForm } from '../../dialogs/report-form.js';
import {
  answersFrom,
  choicesOf,
  type Form,
  hearAnswer,
  nextQuestion,
  type Option,
  type Question,
  readBack,
} from '../../src/conversation/form.js';
import { affecteds, kinds, platforms, posters, stillUps, visibilities } from '../../src/language/facts.js';
import { plain } from '../../src/language/words.js';
import { wednesday, zone } from './desk.js';

const form: Form = reportForm;
const clock = { now: wednesday, zone, terms: [], schoolNames: ['Argyle'] };

/** A WhatsApp list holds ten rows, and a row's title 24 characters (Meta's limits for interactive lists). */
const mostRows = 10;
const longestRow = 24;

/** Options without a value are read by the question itself. */
const heardOptions: Readonly<Record<string, unknown>> = {
  Today: { from: '2026-11-18' },
  Yesterday: { from: '2026-11-17' },
};

/** What can be stored under each key, whether it is offered or only heard. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  kind: kinds,
  carryOn: [true, false],
  platform: platforms,
  visibility: visibilities,
  when: [null, { from: '2026-11-03' }, { from: '2026-11-14', to: '2026-11-15', part: 'night' }],
  postedBy: posters,
  affected: affecteds.map((one) => [one]),
  stillUp: stillUps,
  link: [null, 'https://social.example/post/1'],
  words: ['Somebody swore at another parent.'],
  mayContact: [true, false],
};

function meantBy({ label, value }: Option<unknown>): unknown {
  return value === undefined ? heardOptions[label] : value;
}

/** Every way to leave out one letter of a label that is long enough for a slip to be forgiven. */
function slips(label: string): string[] {
  if (plain(label).length < 4) return [];
  return Array.from({ length: label.length }, (_, i) => label.slice(0, i) + label.slice(i + 1));
}

/** Every two answers to the questions before this one, as answers so far. */
function answersBefore(one: Question): Record<string, unknown>[] {
  const single = form
    .slice(0, form.indexOf(one))
    .flatMap(({ key }) => (values[key] ?? []).map((value) => ({ [key]: value })));
  return single.flatMap((first) => single.map((second) => ({ ...first, ...second })));
}

describe('the report form', () => {
  it('has a key and a label for each question, none of them twice', () => {
    const keys = form.map(({ key }) => key);
    assert.deepEqual(keys, Object.keys(values));
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(new Set(form.map(({ label }) => label)).size, form.length);
  });

  it('can be chosen from in one WhatsApp list, also for changing an answer', () => {
    const lists = [...form.map(choicesOf), form.filter(({ key }) => key !== 'carryOn')];
    for (const list of lists) {
      assert.ok(list.length <= mostRows, `${list.length} choices`);
      const labels = list.map(({ label }) => label);
      assert.deepEqual(
        labels.filter((label) => label.length > longestRow),
        [],
      );
      assert.equal(new Set(labels.map(plain)).size, labels.length, labels.join());
    }
  });

  for (const one of form) {
    it(`hears each option of "${one.label}" by its words, its number and with a slip`, () => {
      assert.match(one.ask({}), /[?.]$/);
      for (const [i, option] of one.options.entries()) {
        const value = meantBy(option);
        assert.notEqual(value, undefined, `${option.label} means nothing`);
        const ways = [option.label, option.label.toUpperCase(), `${i + 1}`, `${i + 1}.`, `option ${i + 1}`];
        for (const said of [...ways, ...slips(option.label)])
          assert.deepEqual(hearAnswer(one, said, clock), { value }, `"${said}" for ${option.label}`);
      }
      if (one.options.length > 0)
        assert.equal(hearAnswer(one, `${one.options.length + 1}`, clock), undefined);
    });

    it(`keeps and says back each answer to "${one.label}"`, () => {
      const possible = values[one.key] ?? [];
      const offered = one.options.map(meantBy);
      assert.equal(new Set(offered.map((value) => JSON.stringify(value))).size, offered.length);
      for (const { label, value } of one.options) {
        if (value === undefined || label === 'No link') continue;
        assert.ok(label.startsWith(one.show(value)), `${label} is shown as ${one.show(value)}`);
      }
      for (const value of [...possible, ...offered])
        assert.deepEqual(one.schema.parse(value), value, JSON.stringify(value));
      const said = possible.map((value) => one.show(value));
      assert.equal(new Set(said).size, said.length, said.join());
      for (const words of said) assert.match(words, /^(?:[A-Z].+|https:.+)$/s);
    });

    it(`asks "${one.label}" ${one.when ? 'sometimes' : 'always'}`, () => {
      const applies = answersBefore(one).map((answers) => one.when?.(answers) ?? true);
      assert.equal(one.when !== undefined, applies.includes(false));
      assert.ok(form.indexOf(one) === 0 || applies.includes(true), 'it is never asked');
    });
  }

  it('asks in order, one question after the other, until nothing is missing', () => {
    const all = form.map(({ key }) => key);
    assert.deepEqual(
      asked({}),
      all.filter((key) => key !== 'carryOn'),
    );
    assert.deepEqual(asked({ kind: 'disrepute' }), all.slice(1));
    assert.deepEqual(asked({ when: null, words: 'Rude.' }).includes('when'), false);
    for (const platform of ['whatsapp', 'snapchat', 'teams', 'email', 'discord', 'roblox'])
      assert.ok(!asked({ platform }).includes('link'), platform);
    assert.ok(!asked({ platform: 'facebook', stillUp: 'no' }).includes('link'));
    assert.ok(asked({ platform: 'facebook', stillUp: 'not_sure' }).includes('link'));
  });

  it('reads back what was answered and applies, in order', () => {
    const answers = { words: 'Rude.', carryOn: true, kind: 'insult', platform: 'x' };
    assert.deepEqual(readBack(form, answers), [
      { label: 'Kind of post', value: 'Rude or insulting' },
      { label: 'Where', value: 'X (was Twitter)' },
      { label: 'What it says', value: 'Rude.' },
    ]);
  });

  it('drops stored answers that it does not understand, and asks for them again', () => {
    const good = { kind: 'hate', when: null, affected: ['pupil', 'school'], mayContact: false };
    const bad = { platform: 'myspace', stillUp: 'maybe', words: '', link: 'l'.repeat(501), colour: 'red' };
    assert.deepEqual(answersFrom(form, { ...good, ...bad }), good);
    assert.deepEqual(answersFrom(form, { when: { from: 'Tuesday' }, affected: [], postedBy: null }), {});
    assert.equal(nextQuestion(form, answersFrom(form, { ...good, ...bad }))?.key, 'platform');
  });

  it('calls every value by a name of its own', () => {
    const labels = [
      kindLabels,
      platformLabels,
      posterLabels,
      visibilityLabels,
      stillUpLabels,
      affectedLabels,
    ];
    const all = [kinds, platforms, posters, visibilities, stillUps, affecteds];
    for (const [i, names] of labels.entries()) {
      assert.deepEqual(Object.keys(names).sort(), [...(all[i] ?? [])].sort());
      const said = Object.values(names);
      assert.equal(new Set(said).size, said.length, said.join());
    }
  });
});

/** The keys in the order in which they are asked, each answered with its first possible value. */
function asked(before: Readonly<Record<string, unknown>>): string[] {
  const answers: Record<string, unknown> = { ...before };
  const keys: string[] = [];
  for (let one = nextQuestion(form, answers); one; one = nextQuestion(form, answers)) {
    keys.push(one.key);
    answers[one.key] = one.key === 'platform' ? 'facebook' : values[one.key]?.[0];
  }
  return keys;
}
