import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { parseDocument } from 'yaml';
import { FakeChannel } from '../support/channel.js';
import { Records } from '../support/transcript-records.js';

/**
 * `npm run playground:drive`: uses the bot in Microsoft's Playground as people do, looks for what must be
 * seen, and keeps pictures in `var/playground/pictures`. Not a part of `npm test`: the Playground comes from
 * the package registry. Needs Chromium (CHROMIUM, else /usr/bin/chromium).
 */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const pictures = join('var', 'playground', 'pictures');
const client = 'http://127.0.0.1:56150/';
const bot = 'http://127.0.0.1:3978';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One person at the Playground. */
class Seat {
  readonly #page: Page;
  readonly #who: string;

  constructor(page: Page, who: string) {
    this.#page = page;
    this.#who = who;
  }

  async picture(name: string): Promise<void> {
    await wait(800);
    await this.#page.screenshot({ path: join(pictures, `${this.#who}-${name}.png`) });
  }

  /** Waits until the words can be read on the page. */
  async sees(words: string | RegExp, where: Page | Locator = this.#page): Promise<void> {
    try {
      await where.getByText(words).last().waitFor({ timeout: 8000 });
      report(`sees ${String(words)}`);
    } catch {
      await this.picture('missing');
      report(`DOES NOT SEE ${String(words)}`, true);
    }
  }

  async goTo(chat: string): Promise<void> {
    await this.#page.getByRole('treeitem', { name: chat }).click();
    await wait(600);
  }

  async say(words: string, mention = false): Promise<void> {
    await this.#page.getByRole('textbox').first().click();
    if (mention) {
      await this.#page.keyboard.type('@');
      await this.#page.getByRole('menuitem').filter({ hasText: 'Lollipop' }).first().click();
    }
    await this.#page.keyboard.type(` ${words}`);
    await this.#page.keyboard.press('Enter');
  }

  async press(label: string, where: Page | Locator = this.#page): Promise<void> {
    await where.getByRole('button', { name: label, exact: true }).last().click();
  }

  async choose(option: string): Promise<void> {
    await this.#page.getByRole('option', { name: option }).click();
  }

  async mock(what: string): Promise<void> {
    await this.#page.getByText('Mock an Activity').first().click();
    await this.#page.getByRole('menuitem').filter({ hasText: what }).first().click();
  }

  /** Chooses "Report this message" on the newest message of the chat; the window that opens. */
  async reportNewest(): Promise<Locator> {
    await this.#page.getByRole('button', { name: 'Show more information' }).last().click();
    await this.#page.getByRole('menuitem').first().click();
    await this.#page.getByPlaceholder(/command id/i).fill('reportMessage');
    await this.#page.getByRole('radio').first().check();
    await this.press('Create');
    const window = this.#page.getByRole('dialog');
    await window.getByText(/Is anyone in danger/).waitFor();
    return window;
  }
}

let failures = 0;

function report(line: string, failed = false): void {
  if (failed) failures += 1;
  process.stdout.write(`  ${failed ? 'x' : '-'} ${line}\n`);
}

/** The school without quiet hours, so that an alert comes at once at any time of the day. */
function schoolWithoutQuietHours(): string {
  const folder = join('var', 'playground', 'data');
  cpSync('data', folder, { recursive: true });
  const file = join(folder, 'argyle', 'school.yaml');
  const school = parseDocument(readFileSync(file, 'utf8'));
  school.setIn(['quietHours'], { from: '00:00', to: '00:00', weekends: false });
  writeFileSync(file, school.toString());
  return join(process.cwd(), folder, 'argyle');
}

async function start(role: string, SCHOOL: string): Promise<ChildProcess> {
  const child = spawn('npm', ['run', '--silent', 'playground', '--', '--as', role], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
    env: { ...process.env, SCHOOL, LOG_LEVEL: 'silent' },
  });
  for (let tries = 0; tries < 120; tries++) {
    await wait(500);
    if (
      await fetch(client).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return child;
  }
  throw new Error('The Playground did not start. Can npx fetch it?');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  for (let tries = 0; tries < 40; tries++) {
    await wait(250);
    const up = [client, `${bot}/healthz`].map((url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
    if ((await Promise.all(up)).every((one) => !one)) return;
  }
  report('the bot or the Playground did not stop', true);
}

async function as(role: string, school: string, browser: Browser, work: (seat: Seat) => Promise<void>) {
  process.stdout.write(`As ${role}:\n`);
  const child = await start(role, school);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(client);
    await work(new Seat(page, role));
    await page.close();
  } finally {
    await stop(child);
  }
}

async function staff(seat: Seat): Promise<void> {
  await seat.sees('I am a computer program run by Argyle Primary School.');
  await seat.picture('1-welcome');
  await seat.say('hi');
  await seat.sees(/^Hello\. I am the computer program/);
  await seat.say('what age is whatsapp');
  await seat.sees(/minimum age in the UK is now 13/);
  await seat.picture('2-answer');
  await seat.say('report a post');
  await seat.sees(/is anyone in danger/i);
  await seat.picture('3-report');
  await seat.press('No');
  await seat.sees(/Can it still be seen/);
  await seat.picture('3-report-card');
  await seat.say('cancel');

  await seat.goTo('Year 4 parents');
  await seat.say('what age is whatsapp', true);
  await seat.sees(/13/);
  await seat.say('someone posted a rude photo of my son on snapchat', true);
  await seat.sees(/I have written to you in a private chat/);
  await seat.picture('4-group');
  await seat.goTo('Argyle staff - General');
  await seat.say('what age is whatsapp', true);
  await seat.sees(/13/);
  await seat.picture('5-channel');

  await seat.goTo('Year 4 parents');
  await seat.say('What a useless lot they all are');
  await seat.sees('What a useless lot they all are');
  await wait(1000);
  const window = await seat.reportNewest();
  await seat.picture('6-window');
  await window.getByRole('radio', { name: 'No', exact: true }).first().check();
  await window.getByRole('combobox').click();
  await seat.choose('Rude or insulting');
  await window.getByRole('radio', { name: 'A parent or carer' }).first().check();
  await window.getByRole('checkbox', { name: 'The school' }).check();
  await window.getByRole('radio', { name: 'Yes', exact: true }).last().check();
  await window.getByRole('radio', { name: 'Yes', exact: true }).last().scrollIntoViewIfNeeded();
  await seat.picture('7-window-filled');
  await seat.press('Check my report', window);
  await seat.sees('Please check your report', window);
  await seat.picture('8-window-read-back');
  // The picture in the README.
  await window.screenshot({ path: join(pictures, 'report-this-message.png') });
  await seat.press('Send', window);
  await seat.sees(/Its reference is SM-\d{4}-0001/, window);
  await seat.picture('9-window-sent');
  await window.getByRole('button', { name: 'Close' }).first().click();
  await seat.picture('10-group-after');
  await seat.goTo('Personal Chat');
  await seat.sees(/Your report is in the log\. Its reference is SM-\d{4}-0001/);
  await seat.picture('11-private-chat');
  await seat.mock('Uninstall application');
  await seat.press('Send activity');
  await wait(1000);
  await seat.picture('12-uninstalled');
  const records = new Records(join('var', 'playground', 'lollipop.db'));
  const kept = (await records.tablesWith('playground-chat-staff')).includes('conversation');
  report(kept ? 'the uninstalled chat is still kept' : 'the uninstalled chat is forgotten', kept);
  await records.close();
}

async function headteacher(seat: Seat): Promise<void> {
  await seat.sees('I am a computer program run by Argyle Primary School.');
  await seat.sees(/A new report is in the log: SM-\d{4}-0001/);
  await seat.picture('1-alert-waiting');
  await seat.say('incidents');
  await seat.sees(/SM-\d{4}-0001/);
  await seat.say('show 1');
  await seat.sees(/What a useless lot/);
  await seat.picture('2-incident');
  // Somebody else, on another channel, asks for a call while the Headteacher looks on.
  const channel = new FakeChannel();
  await channel.open(bot);
  const parent = { id: 'parent', name: 'Ada' };
  await channel.say(parent, 'a teacher sent my daughter private messages at night');
  await channel.say(parent, 'Yes, ask for a call');
  await channel.close();
  await seat.sees(/Ada asked you to call them/);
  await seat.picture('3-alert-proactive');
  await seat.say('summary');
  await seat.picture('4-summary');
}

rmSync(join('var', 'playground'), { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
const school = schoolWithoutQuietHours();
const browser = await chromium.launch({ executablePath, args: quiet });
try {
  await as('staff', school, browser, staff);
  await as('headteacher', school, browser, headteacher);
} finally {
  await browser.close();
}
process.stdout.write(`${failures} not seen. The pictures are in ${pictures}.\n`);
process.exitCode = failures === 0 ? 0 : 1;
