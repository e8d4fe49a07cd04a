import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { renderAdaptive } from '../../src/cards/adaptive.js';
import { cardAsText, pressOn } from '../../src/channels/terminal-cards.js';
import { type Running, startApp } from '../support/app.js';

describe('the terminal client', () => {
  it('draws a card as text with numbered choices', () => {
    const card = renderAdaptive({
      title: 'A title',
      text: ['Some words.'],
      quotes: [{ words: 'as written', source: 'the policy' }],
      facts: [{ label: 'Where', value: 'WhatsApp' }],
      links: [{ label: 'Procedure', url: 'https://school.example/complaints' }],
      ask: 'Which?',
      choices: [{ label: 'One' }, { label: 'Two', says: 'the second' }],
      of: 'q',
    });
    const text = cardAsText(card);
    for (const part of [
      'A title',
      'Some words.',
      'as written',
      'Where: WhatsApp',
      'https://school.example/complaints',
      '1. One',
      '2. Two',
    ]) {
      assert.ok(text.includes(part), `${part} is missing from:\n${text}`);
    }
    assert.deepEqual(pressOn(card, 2), { say: 'the second', of: 'q' });
    assert.equal(pressOn(card, 3), undefined);
  });

  describe('against the running bot', () => {
    let running: Running;

    before(async () => {
      running = await startApp();
    });

    after(async () => {
      await running.close();
    });

    it('says hello, asks, presses a button and shows what comes in private', async () => {
      const alone = await chat(running.url, ['--as', 'parent'], ['report a post', ':press 1', 'cancel']);
      assert.match(alone.out, /I am a computer program run by Argyle Primary School/);
      assert.match(alone.out, /First: is anyone in danger/);
      assert.match(alone.out, /What kind of post is it\?/);
      assert.match(alone.out, /what you had begun is deleted/);
      assert.equal(alone.code, 0);
      const among = await chat(
        running.url,
        ['--as', 'staff', '--in', 'year 4'],
        ['hello all', '@lollipop I want to complain'],
      );
      assert.match(among.out, /reads only messages that begin with @lollipop/);
      assert.match(among.out, /\[in private\] [^[]*I do not take complaints/);
    }).timeout(20_000);

    it('says what to do when the bot is not running or the words are wrong', async () => {
      const silent = await chat('http://127.0.0.1:9', ['--as', 'parent'], []);
      assert.match(silent.err, /Start it in another terminal first: npm start/);
      assert.equal(silent.code, 1);
      const wrong = await chat(running.url, ['--as', 'wizard'], []);
      assert.match(wrong.err, /npm run chat -- --as parent/);
      assert.equal(wrong.code, 1);
    }).timeout(20_000);
  });
});

/** Runs the client with these lines on its standard input. */
function chat(
  url: string,
  options: string[],
  lines: string[],
): Promise<{ out: string; err: string; code: number | null }> {
  const client = spawn(process.execPath, [
    '--import=tsx',
    'src/channels/terminal.ts',
    '--url',
    url,
    ...options,
  ]);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  client.stdout.on('data', (part: Buffer) => out.push(part));
  client.stderr.on('data', (part: Buffer) => err.push(part));
  client.stdin.end(lines.map((line) => `${line}\n`).join(''));
  return new Promise((resolve) => {
    client.on('close', (code) =>
      resolve({ out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8'), code }),
    );
  });
}
