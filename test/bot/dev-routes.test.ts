import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { safetyRouteOf } from '../../dialogs/safety.js';
import type { Reply } from '../../src/conversation/dialog.js';
import { createRecognizer, type Recognition, type Recognizer } from '../../src/language/recognizer.js';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

/** What the person is shown, told from the words alone. */
type Shown = 'safety' | 'report' | 'complaint' | 'command' | 'other';

const lineSchema = z.object({ id: z.string(), text: z.string(), role: z.string() });

const lines = readFileSync('test/language/dev.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => lineSchema.parse(JSON.parse(line)));

describe('the development sentences through /api/messages', () => {
  const channel = new FakeChannel();
  let running: Running;
  let recognizer: Recognizer;
  let reply: Reply | undefined;
  const keep = (one: Reply): void => {
    reply = one;
  };

  before(async () => {
    // On words alone it understands less, but what it says it understood must be answered all the same.
    const made = await createRecognizer({ schoolFolder: 'data/argyle', encoder: 'none' });
    if (!made.ok) throw new Error(made.fault);
    recognizer = made.recognizer;
    running = await startApp({ people: [], onReply: keep, recognizer });
    await channel.open(running.url);
  });

  after(async () => {
    await running.close();
    await recognizer.close();
    await channel.close();
  });

  it('are shown what recognise says of them', async () => {
    const different: string[] = [];
    for (const { id, text } of lines) {
      const meaning = await recognizer.recognise(text, 'parent');
      reply = undefined;
      const { status } = await channel.say({ id, name: 'Pat' }, text);
      assert.equal(status, 200, id);
      assert.ok(reply, `${id} had no reply`);
      const wanted = expected(meaning, text);
      if (!wanted.includes(shownBy(reply)))
        different.push(`${id}: ${shownBy(reply)} instead of ${wanted.join(' or ')}`);
    }
    assert.deepEqual(different, []);
  }).timeout(60_000);
});

/** Whoever asks what to say gets the rep kit, whatever it is about. */
const asksForWords = /\bwhat (?:do|can|should|could) i (?:say|write|put|post|reply)\b/i;

/** Several parts may each be answered, so that more than one thing may be shown. */
function expected(meaning: Recognition, text: string): Shown[] {
  const all = [meaning, ...(meaning.parts ?? [])];
  if (all.some((part) => safetyRouteOf(part, text))) return ['safety'];
  return all.map(({ route }) => {
    if (route === 'report') return asksForWords.test(text) ? 'other' : 'report';
    if (route === 'complaint') return 'complaint';
    if (route === 'headteacher_command') return 'command';
    return 'other';
  });
}

function shownBy({ cards, open }: Reply): Shown {
  const words = cards.map((card) => [card.title, ...card.text, card.ask].join(' ')).join(' ');
  if (cards.some(({ title }) => /^If (?:anyone|a child) is in danger now, call 999/.test(title ?? '')))
    return 'safety';
  if (/A complaint about the Headteacher goes to the chair/.test(words)) return 'safety';
  if (open?.dialog === 'report' || /I have no report from you/.test(words)) return 'report';
  if (open?.dialog === 'staff-contact') return 'safety';
  if (open?.dialog === 'complaint') return 'complaint';
  if (/That is only for people the school has named|I am not sure what you mean/.test(words))
    return 'command';
  return 'other';
}
