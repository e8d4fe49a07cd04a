import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { Clock, type Running, startApp } from '../support/app.js';
import { everyRule, hasChromium, launch, violations } from './browser.js';
import { send } from './log.js';
import { oids, people, Tenant } from './tenant.js';

interface Look {
  theme: string;
  rules: readonly string[];
  viewport?: { width: number; height: number };
}

/** Every rule in one theme; in the others what a theme can change, and on a phone what room can. */
const looks: readonly Look[] = [
  { theme: 'default', rules: everyRule },
  { theme: 'dark', rules: ['color-contrast', 'link-in-text-block'] },
  { theme: 'contrast', rules: ['color-contrast', 'link-in-text-block'] },
  {
    theme: 'default',
    rules: ['target-size', 'scrollable-region-focusable'],
    viewport: { width: 390, height: 800 },
  },
];
const views = ['waiting', 'incidents', 'incident-1', 'incident-2', 'charts', 'more'];

describe('the page of the tab, in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let running: Running;
  let page: Page;
  const faults: string[] = [];

  before(async function () {
    if (!hasChromium) {
      console.log(
        '    SKIPPED: there is no /usr/bin/chromium (apt-get install chromium), so the page is not tested.',
      );
      this.skip();
    }
    browser = await launch();
    running = await startApp();
    const by = { account: 'terminal:headteacher', name: 'The Head' };
    await send(running, { words: '<img src=x onerror="document.title=1"> &amp; <b>bold</b>' });
    await send(running, { kind: 'threat', platform: 'facebook', postedBy: 'pupil' });
    const closed = { at: running.clock.now(), by, what: 'closed', detail: 'Settled' } as const;
    await running.app.services.incidents.move(2, 'close', closed);
    await send(running, { kind: 'bullying', platform: 'instagram' });
    const call = { account: 'teams:x', name: 'Pat', role: 'parent', at: running.clock.now() } as const;
    const { pointers, questions } = running.app.services;
    await pointers.add({ ...call, sort: 'callback', about: 'other' }, () => [], running.clock.now());
    await questions.add('May we film the play?', running.clock.now());
    running.clock.advance(1);
    page = await newPage();
  });

  after(async () => {
    await browser?.close();
    await running?.close();
  });

  /** A page that keeps what goes wrong in it. axe-core is put in by hand, past the page's own policy. */
  async function newPage(
    options: { bypassCSP?: boolean; viewport?: { width: number; height: number } } = {},
  ): Promise<Page> {
    const made = await browser.newPage(options);
    made.on('pageerror', ({ message }) => faults.push(message));
    made.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    return made;
  }

  async function open(on: Page, view: string, theme = 'default'): Promise<void> {
    await on.goto('about:blank');
    await on.goto(`${running.url}/tab/?as=headteacher&theme=${theme}#${view}`);
    await on.locator('main h2').waitFor();
  }
  const statusOf = async (number: number) => (await running.app.services.incidents.find(number))?.status;

  it('opens with what waits, and moves on by keyboard', async () => {
    await open(page, '');
    assert.equal(await page.locator('main h2').textContent(), 'What waits for you');
    const sections = await page.locator('h3').allTextContents();
    assert.deepEqual(sections.slice(0, 2), ['New reports (2)', 'Put on waiting']);
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').textContent(), 'Skip to the content');
    await page.getByRole('link', { name: 'SM-2026-0001' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'SM-2026-0001 is new' }).waitFor();
    assert.equal(await page.locator(':focus').textContent(), 'SM-2026-0001 is new');
    await page.goBack();
    await page.getByRole('heading', { name: 'What waits for you' }).waitFor();
  });

  it('filters the list, and keeps the filter', async () => {
    await open(page, 'incidents');
    assert.equal(await page.locator('.rows li').count(), 2);
    await page.getByLabel('Status').selectOption('Closed');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('One incident.').first().waitFor();
    assert.match((await page.locator('.rows li').textContent()) ?? '', /SM-2026-0002.*A threat, Facebook/);
    await page.locator('.rows a').click();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByText('One incident.').first().waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('2 incidents, newest first.').first().waitFor();
    await page.getByLabel('Words in the report').fill('nothing like that');
    await page.keyboard.press('Enter');
    await page.getByText('No incident fits').first().waitFor();
  });

  it('shows what somebody wrote as text and nothing else', async () => {
    await open(page, 'incident-1');
    const words = page.locator('dd', { hasText: 'onerror' });
    assert.equal(await words.textContent(), '<img src=x onerror="document.title=1"> &amp; <b>bold</b>');
    assert.equal(await page.locator('main img, main b').count(), 0);
  });

  it('asks for what is missing, and closes an incident with its outcome', async () => {
    await open(page, 'incident-3');
    const record = page.getByRole('button', { name: 'Record it' });
    await record.click();
    assert.equal(await page.getByRole('alert').textContent(), 'Choose one.');
    await page.getByLabel('Close it').check();
    await record.click();
    assert.equal(await page.getByRole('alert').textContent(), 'Please say how it ended first.');
    await page.getByLabel('How it ended').fill('The post was deleted <b>');
    await record.click();
    await page.getByRole('heading', { name: 'SM-2026-0003 is closed' }).waitFor();
    assert.match((await page.locator('.outcome').textContent()) ?? '', /Outcome: The post was deleted <b>/);
    assert.equal(await page.evaluate('document.activeElement.className'), 'outcome');
    assert.equal(await statusOf(3), 'closed');
    assert.deepEqual(await page.locator('fieldset label').allTextContents(), [
      'Add a note',
      'Open it again',
      'Remind me about it',
    ]);
  });

  it('records once when Record is pressed twice, and refuses on a page that has grown stale', async () => {
    await open(page, 'incident-1');
    await page.getByLabel('Told the platform').check();
    await page.getByRole('button', { name: 'Record it' }).dblclick();
    await page.getByText('I have recorded for SM-2026-0001').waitFor();
    const stale = await newPage();
    await open(stale, 'incident-1');
    await page.getByLabel('Put it on waiting').check();
    running.clock.advance(0.1);
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('heading', { name: 'SM-2026-0001 is waiting' }).waitFor();
    await stale.getByLabel('Asked for the post to be deleted').check();
    await stale.getByRole('button', { name: 'Record it' }).click();
    await stale.getByText('has changed since you opened it').waitFor();
    await stale.getByRole('heading', { name: 'SM-2026-0001 is waiting' }).waitFor();
    await stale.close();
    const history = await running.app.services.incidents.history(1);
    assert.deepEqual(
      history.map(({ what }) => what).filter((what) => what !== 'viewed'),
      ['reported', 'reported_to_platform', 'waiting'],
    );
  });

  it('has charts with a table of the same figures, and a file to save', async () => {
    await open(page, 'charts');
    const described = await page.locator('canvas').first().getAttribute('aria-label');
    assert.match(described ?? '', /^Reports by kind\. .*A threat 1/);
    assert.equal(await page.locator('canvas[style]').count(), 3);
    await page.getByText('Show the figures as a table').first().click();
    assert.equal(
      await page.locator('table').first().locator('tr').last().locator('td').last().textContent(),
      '3',
    );
    await page.getByLabel('Time').selectOption('The last 3 years');
    await page
      .getByText(/^3 reports from/)
      .first()
      .waitFor();
    await open(page, 'more');
    await page.getByRole('button', { name: 'Make the file' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Save incidents-/ }).click();
    assert.match((await saved).suggestedFilename(), /without-names\.csv$/);
  });

  it('has nothing that axe-core finds wrong, in any view and theme, also on a phone', async () => {
    const found: string[] = [];
    for (const { theme, rules, viewport } of looks) {
      const looked = await newPage({ bypassCSP: true, ...(viewport ? { viewport } : {}) });
      await open(looked, 'waiting', theme);
      for (const view of views) {
        await looked.goto(`${running.url}/tab/?as=headteacher&theme=${theme}#${view}`);
        await looked.locator(`body[data-view="${view}"]`).waitFor();
        if (view === 'charts') await looked.locator('summary').first().click();
        if (view === 'incident-1') await looked.getByLabel('Add a note').check();
        if (await looked.evaluate('document.documentElement.scrollWidth > innerWidth'))
          found.push(`${theme} ${view}: is wider than the window`);
        for (const one of await violations(looked, rules)) found.push(`${theme} ${view}: ${one}`);
      }
      await looked.close();
    }
    assert.deepEqual(found, []);
  });

  it('is cleared when nobody has used it for a quarter of an hour, with a warning that any key answers', async () => {
    const left = await newPage();
    try {
      await left.clock.install();
      await open(left, 'incident-1');
      const warned = left.getByText('It is cleared in a minute');
      await left.clock.fastForward('14:01');
      await warned.waitFor();
      await left.keyboard.press('Shift');
      await left.clock.fastForward('13:50');
      assert.match(await left.locator('main').innerText(), /SM-2026-0001/);
      await left.clock.fastForward('00:20');
      await left.clock.fastForward('01:01');
      await left.getByRole('alert').waitFor();
      const body = await left.locator('body').innerText();
      assert.match(body, /cleared because nobody used it/);
      assert.doesNotMatch(body, /SM-2026|bold/);
      await left.getByRole('button', { name: 'Try again' }).click();
      await left.getByText('SM-2026-0001').first().waitFor();
    } finally {
      await left.close();
    }
  });

  it('is cleared at the first look after a machine has slept, when no timer ran', async () => {
    const left = await newPage();
    try {
      await left.clock.install();
      await open(left, 'incident-1');
      await left.clock.pauseAt(Date.now() + 60_000);
      await left.clock.setSystemTime(Date.now() + 3_600_000);
      await left.keyboard.press('Shift');
      await left.getByRole('alert').waitFor();
      assert.doesNotMatch(await left.locator('body').innerText(), /SM-2026|bold/);
    } finally {
      await left.close();
    }
  });

  it('keeps nothing in view once it is not known who asks', async () => {
    const left = await newPage();
    try {
      await open(left, 'incident-1');
      await left.route('**/tab/api/**', (route) =>
        route.fulfill({
          status: 401,
          contentType: 'application/json',
          body: '{"words":"I could not check who you are."}',
        }),
      );
      await left.getByRole('button', { name: 'Refresh' }).click();
      await left.getByRole('alert').waitFor();
      const body = await left.locator('body').innerText();
      assert.match(body, /could not check who you are/);
      assert.doesNotMatch(body, /SM-2026|bold/);
      assert.match(faults.pop() ?? '', /401/);
    } finally {
      await left.close();
    }
  });

  it('tells somebody without a role nothing', async () => {
    await page.goto(`${running.url}/tab/?as=staff#incident-1`);
    await page.getByRole('alert').waitFor();
    assert.match(await page.locator('body').innerText(), /only for people the school has named/);
    assert.doesNotMatch(await page.locator('body').innerText(), /SM-|unique/);
    assert.match(faults.pop() ?? '', /403/);
  });

  it('signs in through Teams and follows its theme', async () => {
    const tenant = await Tenant.open();
    const clock = new Clock('2026-11-18T10:30:00Z');
    const inTeams = await startApp({ people, environment: tenant.environment, clock });
    const host = await browser.newPage();
    try {
      const token = await tenant.token(oids.headteacher, clock.now());
      await host.route('https://res.cdn.office.net/**', (route) => route.abort());
      await host.route('https://teams.microsoft.com/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: teamsHost(`${inTeams.url}/tab/`, token) }),
      );
      await host.goto('https://teams.microsoft.com/');
      const tab = host.frameLocator('iframe');
      await tab.getByRole('heading', { name: 'What waits for you' }).waitFor({ timeout: 10_000 });
      assert.equal(await tab.locator('html').getAttribute('data-theme'), 'dark');
      await host.evaluate('changeTheme("contrast")');
      await tab.locator('html[data-theme=contrast]').waitFor({ timeout: 5_000 });
    } finally {
      await host.close();
      await inTeams.close();
      await tenant.close();
    }
  });

  it('had no fault on the way', () => {
    assert.deepEqual(faults, []);
  });
});

/** What Teams does around a tab, as far as teams-js asks: it greets, says the theme and hands out a token. */
function teamsHost(url: string, token: string): string {
  return `<!doctype html><html lang="en"><title>Teams</title><iframe src="${url}" width="900" height="700"></iframe><script>
    const frame = document.querySelector('iframe');
    const context = { theme: 'dark', locale: 'en-gb', entityId: 'incidents', frameContext: 'content', hostName: 'Teams' };
    const runtime = JSON.stringify({ apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: {} });
    const answers = {
      initialize: ['content', 'web', runtime, '2.58.0'],
      getContext: [context],
      'authentication.getAuthToken': [true, ${JSON.stringify(token)}],
    };
    window.asked = [];
    addEventListener('message', ({ data }) => {
      window.asked.push(data.func);
      const args = answers[data.func] ?? [true];
      frame.contentWindow.postMessage({ id: data.id, uuid: data.uuid, uuidAsString: data.uuidAsString, args }, '*');
    });
    function changeTheme(name) { frame.contentWindow.postMessage({ func: 'themeChange', args: [name] }, '*'); }
  </script>`;
}
