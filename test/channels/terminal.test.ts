import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renderAdaptive } from '../../src/cards/adaptive.js';
import { cardAsText, pressOn } from '../../src/channels/terminal-cards.js';
import { roles } from '../../src/people.js';
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

  it('keeps the lines of one list together and paragraphs apart', () => {
    const choices = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'].map((label) => ({ label }));
    const card = renderAdaptive({
      text: ['First.', 'Second.'],
      facts: [
        { label: 'Where', value: 'WhatsApp' },
        { label: 'When', value: 'Monday' },
      ],
      ask: 'Which?',
      choices,
    });
    assert.equal(
      cardAsText(card),
      [
        'First.',
        'Second.',
        'Where: WhatsApp\nWhen: Monday',
        'Which?',
        '  1. One\n  2. Two\n  3. Three\n  4. Four\n  5. Five\n  6. Six\n  7. Seven',
      ].join('\n\n'),
    );
    assert.equal(pressOn(card, 1)?.say, 'One');
  });

  it('writes a file out', () => {
    const file = { name: 'log.csv', type: 'text/csv', content: 'reference,status\nSM-2026-0001,open' };
    assert.ok(cardAsText(renderAdaptive({ text: ['Here it is.'], file })).includes(file.content));
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
      assert.match(among.out, /\[in private\] [^[]*I cannot take a complaint myself/);
    }).timeout(20_000);

    it('sends pictures, and says that a button is not there', async () => {
      const { out } = await chat(running.url, ['--as', 'governor'], [':press 9', ':picture']);
      assert.match(out, /There is no such button/);
      assert.match(out, /I cannot open pictures or files/);
    }).timeout(20_000);

    it('goes on in the same conversation when it is started again', async () => {
      await chat(running.url, ['--as', 'deputy_head'], ['report a post', '1']);
      const { out } = await chat(running.url, ['--as', 'deputy_head'], ['cancel']);
      assert.doesNotMatch(out, /I am a computer program/);
      assert.match(out, /what you had begun is deleted/);
    }).timeout(20_000);

    it('shows the Headteacher what arrives while nothing is said', async () => {
      const watching = begin(running.url, ['--as', 'headteacher']);
      await watching.until(/Ask me something, or choose/);
      const card = { text: ['An alert for the test.'] };
      const owed = {
        key: 'alert',
        recipient: 'terminal:headteacher',
        sort: 'alert',
        card,
        urgent: true,
      } as const;
      await running.app.services.outbox.owe([owed], running.clock.now());
      await running.app.sender.sendDue();
      await watching.until(/An alert for the test/);
      assert.equal((await watching.end()).code, 0);
    }).timeout(20_000);

    it('says that the bot has stopped, and stays', async () => {
      const other = await startApp();
      const talking = begin(other.url, ['--as', 'staff']);
      talking.type(':press 9');
      await talking.until(/There is no such button/);
      await other.close();
      talking.type('hello');
      await talking.until(/The bot has stopped\. Start it again with npm start/);
      assert.equal((await talking.end()).code, 1);
    }).timeout(20_000);

    it('says what to do when the bot is not running or the words are wrong', async () => {
      const silent = await chat('http://127.0.0.1:9', ['--as', 'parent'], []);
      assert.match(silent.err, /Start it in another terminal first: npm start/);
      assert.equal(silent.code, 1);
      const wrong = await chat(running.url, ['--as', 'wizard'], []);
      assert.match(wrong.err, /npm run chat -- --as parent/);
      for (const role of roles) assert.ok(wrong.err.includes(role), `${role} is missing from the usage`);
      assert.equal(wrong.code, 1);
      const unknown = await chat(running.url, ['--wand', 'oak'], []);
      assert.match(unknown.err, /npm run chat -- --as parent/);
      assert.equal(unknown.code, 1);
    }).timeout(20_000);
  });
});

interface Ended {
  out: string;
  err: string;
  code: number | null;
}

/** Runs the client with these lines on its standard input. */
function chat(url: string, options: string[], lines: string[]): Promise<Ended> {
  const client = begin(url, options);
  for (const line of lines) client.type(line);
  return client.end();
}

/** Starts the client, to be typed to and watched. */
function begin(url: string, options: string[]) {
  const client = spawn(process.execPath, [
    '--import=tsx',
    'src/channels/terminal.ts',
    '--url',
    url,
    ...options,
  ]);
  let out = '';
  let err = '';
  client.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  client.stderr.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  // A client that gives up at once may not have read what was typed.
  client.stdin.on('error', () => undefined);
  const closed = once(client, 'close').then(([code]: (number | null)[]) => code ?? null);
  return {
    type: (line: string): void => void client.stdin.write(`${line}\n`),
    /** Waits until the client has shown this. Fails when it ends without. */
    async until(words: RegExp): Promise<void> {
      while (!words.test(out)) {
        const ended = await Promise.race([
          once(client.stdout, 'data').then(() => false),
          closed.then(() => true),
        ]);
        if (ended && !words.test(out)) assert.fail(`${words} was not shown:\n${out}\n${err}`);
      }
    },
    async end(): Promise<Ended> {
      client.stdin.end();
      const code = await closed;
      return { out, err, code };
    },
  };
}
