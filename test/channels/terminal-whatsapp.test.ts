import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { TerminalWhatsApp } from '../../src/channels/terminal-whatsapp.js';
import { developmentWhatsApp } from '../../src/channels/whatsapp/development.js';
import { type Running, startApp } from '../support/app.js';

describe('the terminal as WhatsApp', () => {
  const shown: string[] = [];
  let running: Running;
  let terminal: TerminalWhatsApp;

  before(async () => {
    const port = await freePort();
    const { phoneNumberId, accessToken, appSecret, verifyToken } = developmentWhatsApp;
    running = await startApp({
      environment: {
        WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
        WHATSAPP_ACCESS_TOKEN: accessToken,
        WHATSAPP_APP_SECRET: appSecret,
        WHATSAPP_VERIFY_TOKEN: verifyToken,
        WHATSAPP_API_URL: `http://127.0.0.1:${port}`,
      },
    });
    const show = (text: string): void => void shown.push(text);
    const seat = { role: 'parent', name: 'Terminal parent', group: undefined, bot: running.url, show };
    terminal = new TerminalWhatsApp(seat, port);
    await terminal.open();
  });

  after(async () => {
    await terminal.close();
    await running.close();
  });

  async function say(line: string): Promise<string> {
    const from = shown.length;
    assert.equal(await terminal.say(line), 'answered');
    return shown.slice(from).join('\n');
  }

  it('plays words, buttons, rows and what cannot be read', async () => {
    assert.match(await say('report a post'), /First: is anyone in danger.*1\. No/s);
    assert.match(await say('1'), /What kind of post is it\?.*2\. Rude or insulting/s);
    assert.match(await say(':press 2'), /Where is it\?/);
    assert.match(await say(':voice'), /I can read text, not pictures or voice/);
    assert.match(await say(':press 99'), /There is no such button/);
    assert.match(await say('cancel'), /what you had begun is deleted/);
  }).timeout(20_000);

  it('says when the bot is not there, and when the port is taken', async () => {
    const seat = {
      role: 'parent',
      name: 'P',
      group: undefined,
      bot: 'http://127.0.0.1:9',
      show: () => undefined,
    };
    const port = await freePort();
    const first = new TerminalWhatsApp(seat, port);
    await first.open();
    assert.equal(await first.say('hello'), 'unreachable');
    await assert.rejects(new TerminalWhatsApp(seat, port).open());
    await first.close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
