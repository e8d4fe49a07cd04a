import assert from 'node:assert/strict';
import { transitions } from '../../src/incidents/incident.js';
import { connect } from '../../src/storage/connection.js';
import { endpoints } from '../../src/tab/api.js';
import type { Charts, IncidentView, Outcome, Rows, Start, Waiting } from '../../src/tab/shape.js';
import { noLog } from '../storage/folder.js';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { send } from './log.js';

/** Orders that an open incident takes, and what its history then says. */
const moves = [
  {
    order: { command: 'act', action: 'posh_contacted', note: 'Ref AB12' },
    what: 'posh_contacted',
    detail: 'Ref AB12',
  },
  { order: { command: 'act', action: 'deletion_requested' }, what: 'deletion_requested' },
  { order: { command: 'note', note: 'Rang home' }, what: 'noted', detail: 'Rang home' },
  { order: { command: 'wait', note: 'for TikTok' }, what: 'waiting', detail: 'for TikTok' },
  { order: { command: 'close', outcome: 'Deleted' }, what: 'closed', detail: 'Deleted' },
] as const;

describe('the data of the tab', () => {
  let running: Running;
  let number: number;

  beforeEach(async () => {
    running = await startApp();
    number = await send(running);
    running.clock.advance(1);
  });
  afterEach(() => running.close());

  async function call(path: string, role = 'headteacher', order?: object): Promise<Response> {
    const headers = { authorization: `As ${role}`, 'content-type': 'application/json' };
    const post = order ? { method: 'POST', body: JSON.stringify(order) } : {};
    return fetch(`${running.url}/tab/api/${path}`, { headers, ...post });
  }
  async function get<T>(path: string, role?: string): Promise<T> {
    const response = await call(path, role);
    assert.equal(response.status, 200, path);
    return (await response.json()) as T;
  }
  async function order(asked: object, role?: string): Promise<Outcome> {
    const response = await call('orders', role, asked);
    assert.equal(response.status, 200, JSON.stringify(asked));
    return (await response.json()) as Outcome;
  }
  async function look(one = number): Promise<IncidentView> {
    const { incident } = await order({ command: 'show', number: one });
    return incident ?? assert.fail(`there is no incident ${one}`);
  }
  const said = ({ cards }: Outcome): string => cards.flatMap(({ text }) => text).join(' ');
  const events = async (): Promise<string[]> =>
    (await running.app.services.incidents.history(number))
      .map(({ what }) => what)
      .filter((one) => one !== 'viewed');

  it('lists incidents by every filter, newest first, without a name or a word of the report', async () => {
    await send(running, { kind: 'threat', platform: 'facebook', postedBy: 'pupil', words: 'A unicorn.' });
    await order({ command: 'close', number, outcome: 'Done', seen: (await look()).seen });
    const all = await get<Rows>('incidents?status=all');
    assert.deepEqual(
      all.rows.map((row) => row.number),
      [2, 1],
    );
    assert.doesNotMatch(JSON.stringify(all), /Sam|unicorn|swore/i);
    const fits = async (query: string) =>
      (await get<Rows>(`incidents?${query}`)).rows.map((row) => row.number);
    assert.deepEqual(await fits(''), [2]);
    assert.deepEqual(await fits('status=closed'), [1]);
    assert.deepEqual(await fits('status=all&kind=insult'), [1]);
    assert.deepEqual(await fits('platform=facebook'), [2]);
    assert.deepEqual(await fits('poster=parent'), []);
    const authorization = 'As headteacher';
    const searching = async (search: string) =>
      fetch(`${running.url}/tab/api/incidents`, { headers: { authorization, 'x-search': search } });
    const unicorns = (await (await searching('a%20unicorn')).json()) as Rows;
    assert.deepEqual(
      unicorns.rows.map((row) => row.number),
      [2],
    );
    assert.equal((await searching('%')).status, 400);
    assert.equal((await call('incidents?words=unicorn')).status, 400);
    assert.deepEqual(await fits('from=2026-11-18&to=2026-11-18'), [2]);
    assert.deepEqual(await fits('from=2026-11-19'), []);
    assert.equal((await call('incidents?kind=none')).status, 400);
    assert.equal((await call('incidents?from=yesterday')).status, 400);
  });

  it('keeps all that an order does, or nothing', async () => {
    const { seen } = await look();
    const database = connect({ kind: 'file', path: running.databaseFile }, noLog);
    const close = { command: 'close', number, outcome: 'Deleted', seen };
    // What is shown after the order is a look of its own.
    running.clock.advance(1);
    try {
      await database.raw(`CREATE TRIGGER broken BEFORE INSERT ON history WHEN NEW.what = 'viewed'
        BEGIN SELECT RAISE(ABORT, 'broken'); END`);
      assert.equal((await call('orders', 'headteacher', close)).status, 500);
      assert.deepEqual(await events(), ['reported']);
      await database.raw('DROP TRIGGER broken');
      await order(close);
      assert.deepEqual(await events(), ['reported', 'closed']);
    } finally {
      await database.destroy();
    }
  });

  it('refuses a parameter that is said twice, and reads none from elsewhere', async () => {
    assert.equal((await call('charts?period=weeks')).status, 200);
    for (const twice of ['charts?period=weeks&period=weeks', 'incidents?status=all&status=open']) {
      assert.equal((await call(twice)).status, 400, twice);
    }
    assert.equal((await call('orders?command=show&number=1', 'headteacher', {})).status, 400);
  });

  it('gives the list in pages', async () => {
    for (let count = 0; count < 29; count += 1) await send(running);
    const first = await get<Rows>('incidents');
    assert.deepEqual([first.rows.length, first.total, first.rows[0]?.number], [25, 30, 30]);
    const rest = await get<Rows>('incidents?offset=25');
    assert.deepEqual(
      rest.rows.map((row) => row.number),
      [5, 4, 3, 2, 1],
    );
  });

  it('shows an incident, and its history keeps who looked', async () => {
    const view = await look();
    assert.equal(view.reference, 'SM-2026-0001');
    assert.deepEqual(
      view.moves,
      Object.keys(transitions.new).filter((move) => move !== 'withdraw'),
    );
    assert.deepEqual(view.facts.find(({ label }) => label === 'What it says')?.value, 'Somebody swore.');
    assert.deepEqual(
      view.chronology.map(({ what }) => what),
      ['Reported'],
    );
    const history = await running.app.services.incidents.history(number);
    assert.deepEqual(history.at(-1)?.by.account, 'terminal:headteacher');
    assert.equal(history.at(-1)?.what, 'viewed');
    assert.deepEqual(await order({ command: 'show', number: 99 }), { cards: [] });
  });

  it('keeps one look of a page that is refreshed, and another one later or when somebody has changed it', async () => {
    const looks = async () =>
      (await running.app.services.incidents.history(number))
        .filter(({ what }) => what === 'viewed')
        .map(({ by }) => by.account.replace('terminal:', ''));
    const { seen } = await look();
    for (let refreshed = 0; refreshed < 3; refreshed += 1) await look();
    await order({ command: 'history', number });
    await order({ command: 'note', number, seen, note: 'Rang home' });
    assert.deepEqual(await looks(), ['headteacher']);
    running.clock.advance(0.1);
    const { incident } = await order({ command: 'show', number }, 'deputy_head');
    assert.deepEqual(await looks(), ['headteacher', 'deputy_head']);
    await order({ command: 'note', number, seen: incident?.seen, note: 'Rang again' }, 'deputy_head');
    assert.deepEqual(await looks(), ['headteacher', 'deputy_head']);
    for (let refreshed = 0; refreshed < 3; refreshed += 1) await look();
    assert.deepEqual(await looks(), ['headteacher', 'deputy_head', 'headteacher']);
    running.clock.advance(1);
    await look();
    assert.deepEqual(await looks(), ['headteacher', 'deputy_head', 'headteacher', 'headteacher']);
  });

  for (const { order: asked, what, ...more } of moves) {
    it(`carries out ${JSON.stringify(asked)} as the command does`, async () => {
      const { seen } = await look();
      const outcome = await order({ ...asked, number, seen });
      assert.match(said(outcome), /SM-2026-0001/);
      assert.doesNotMatch(said(outcome), /\bsay\b/i);
      const line = (await running.app.services.incidents.history(number)).find((one) => one.what === what);
      assert.equal(line?.by.account, 'terminal:headteacher');
      assert.equal(line?.detail, 'detail' in more ? more.detail : undefined);
      assert.equal(outcome.incident?.chronology.length, 2);
      assert.notEqual(outcome.incident?.seen, seen);
    });
  }

  it('reopens, and tells the reporter of a closing once for each', async () => {
    await order({ command: 'close', number, outcome: 'Deleted', seen: (await look()).seen });
    const closed = await look();
    assert.deepEqual(closed.moves, ['note', 'reopen']);
    running.clock.advance(1);
    const reopened = await order({ command: 'reopen', number, note: 'It is back', seen: closed.seen });
    assert.equal(reopened.incident?.status, 'open');
    const owed = await running.app.services.outbox.forIncident(number);
    assert.deepEqual(
      owed.map(({ sort }) => sort),
      ['reporter'],
    );
  });

  it('records an action that is pressed twice once, says so, and shows how it stands', async () => {
    const { seen } = await look();
    const asked = { command: 'act', action: 'reported_to_platform', number, seen };
    const both = await Promise.all([order(asked), order(asked)]);
    const refused = both.filter((one) => /has changed since you opened it/.test(said(one)));
    assert.equal(refused.length, 1);
    assert.doesNotMatch(said(refused[0] ?? { cards: [] }), /48 hours/);
    assert.equal(refused[0]?.incident?.status, 'open');
    assert.deepEqual(await events(), ['reported', 'reported_to_platform']);
  });

  it('refuses the second of two people, and shows what the first has done', async () => {
    const { seen } = await look();
    running.clock.advance(0.1);
    await order({ command: 'close', number, outcome: 'Settled', seen }, 'deputy_head');
    for (const late of [
      { command: 'close', outcome: 'Something else' },
      { command: 'act', action: 'deletion_requested' },
      { command: 'wait' },
    ]) {
      const outcome = await order({ ...late, number, seen });
      assert.match(said(outcome), /SM-2026-0001 is closed/);
      assert.equal(outcome.incident?.chronology.at(-1)?.detail, 'Settled');
      assert.deepEqual(outcome.incident?.moves, ['note', 'reopen']);
    }
    assert.match(said(await order({ command: 'note', note: 'Late', number, seen })), /recorded nothing/);
    assert.deepEqual(await events(), ['reported', 'closed']);
  });

  it('refuses an action on a report that was withdrawn meanwhile', async () => {
    const { seen } = await look();
    const by = { account: 'teams:parent', name: 'Sam Reporter' };
    await running.app.services.incidents.move(number, 'withdraw', {
      at: running.clock.now(),
      by,
      what: 'withdrawn',
    });
    assert.match(said(await order({ command: 'close', number, outcome: 'x', seen })), /was withdrawn/);
    assert.deepEqual(await events(), ['reported', 'withdrawn']);
  });

  it('reminds on a day to come, and says of a day gone by that it is', async () => {
    assert.match(
      said(await order({ command: 'remind', number, when: '2026-11-20' })),
      /Friday 20 November 2026/,
    );
    assert.match(said(await order({ command: 'remind', number, when: '2026-11-01' })), /passed already/);
    const owed = await running.app.services.outbox.forIncident(number);
    assert.deepEqual(
      owed.map(({ sort, recipient }) => [sort, recipient]),
      [['reminder', 'terminal:headteacher']],
    );
  });

  it('counts by week and month for the charts, and names nobody', async () => {
    running.clock.advance(24 * 7);
    await send(running, { kind: 'threat', platform: 'facebook' });
    const weeks = await get<Charts>('charts?period=weeks');
    assert.equal(weeks.total, 2);
    assert.equal(weeks.spans.length, 12);
    const insults = weeks.kinds.find(({ label }) => label === 'Rude or insulting');
    assert.deepEqual(insults?.counts.slice(-2), [1, 0]);
    assert.deepEqual(
      weeks.posters.map(({ label, total }) => [label, total]),
      [['A parent or carer', 2]],
    );
    const months = await get<Charts>('charts?period=months');
    assert.deepEqual(months.spans.slice(-2), ['Oct 2026', 'Nov 2026']);
    assert.equal(
      months.platforms.flatMap(({ counts }) => counts).reduce((sum, one) => sum + one, 0),
      2,
    );
    assert.equal((await get<Charts>('charts?period=years')).spans.length, 36);
    assert.equal((await call('charts?period=for+ever')).status, 400);
    assert.doesNotMatch(JSON.stringify([weeks, months]), /Sam/);
  });

  it('makes the file and the figures of the commands', async () => {
    const file = (await order({ command: 'export', anonymous: true })).cards[0]?.file;
    assert.match(file?.name ?? '', /without-names\.csv$/);
    assert.doesNotMatch(file?.content ?? '', /Sam Reporter|swore/);
    const named = await order({
      command: 'export',
      anonymous: false,
      days: { from: '2026-11-01', to: '2026-11-30' },
    });
    assert.match(named.cards[0]?.file?.content ?? '', /Sam Reporter/);
    assert.deepEqual(await events(), ['reported', 'exported', 'exported']);
    const summary = await order({ command: 'summary', anonymous: true });
    assert.equal(summary.cards[0]?.facts?.[0]?.value, '1 or 2');
    assert.equal(said(await order({ command: 'summary', anonymous: false })), 'These figures name nobody.');
    assert.match(said(await order({ command: 'digest', on: true })), /Mondays at 8am/);
    assert.equal(await running.app.services.settings.get('terminal:headteacher', 'digest'), 'on');
    assert.equal((await order({ command: 'policy_status' })).cards.length, 2);
  });

  it('shows each role what its commands show, and no more', async () => {
    const { pointers, questions } = running.app.services;
    const now = running.clock.now();
    const asker = { account: 'teams:x', name: 'Sam', role: 'parent', at: now } as const;
    const callback = await pointers.add({ ...asker, sort: 'callback', about: 'other' }, () => [], now);
    const danger = await pointers.add({ ...asker, sort: 'safeguarding', about: 'danger' }, () => [], now);
    await questions.add('May we film?', now);
    const shownTo = async (role: string) => {
      const { fresh, calls, questions: asked } = await get<Waiting>('waiting', role);
      return [fresh?.total, calls?.map(({ id }) => id), asked?.length];
    };
    assert.deepEqual(await shownTo('headteacher'), [1, [callback], 1]);
    assert.deepEqual(await shownTo('deputy_head'), [1, undefined, 1]);
    assert.deepEqual(await shownTo('dsl'), [undefined, [danger], undefined]);
    assert.deepEqual((await get<Start>('start', 'dsl')).may, ['pointers', 'policy_status', 'help']);
    assert.match(said(await order({ command: 'pointers', number: callback }, 'dsl')), /There is no call/);
    assert.match(said(await order({ command: 'pointers', number: callback })), /marked call \d as done/);
    assert.deepEqual((await get<Waiting>('waiting')).calls, []);
    await order({ command: 'unanswered', number: 1 });
    assert.deepEqual((await get<Waiting>('waiting')).questions, []);
    for (const path of ['incidents', 'charts?period=weeks'])
      assert.equal((await call(path, 'dsl')).status, 403);
    for (const asked of [
      { command: 'show', number },
      { command: 'export', anonymous: false },
    ]) {
      assert.equal((await call('orders', 'dsl', asked)).status, 403);
    }
  });

  it('shows nothing of a concern about the Headteacher', async () => {
    const channel = new FakeChannel();
    await channel.open(running.url);
    const everything = async () => {
      const paths = ['waiting', 'incidents?status=all', 'charts?period=weeks'];
      const views = await Promise.all(paths.map((path) => get(path)));
      return [...views, await order({ command: 'summary', anonymous: false })];
    };
    try {
      const before = await everything();
      const parent = { id: 'parent', name: 'Pat' };
      for (const words of [
        'the headteacher shouted at my child and hurt her arm',
        'no',
        'I want to complain about the head',
      ]) {
        await channel.say(parent, words);
      }
      assert.ok(channel.arrived.length >= 3);
      assert.deepEqual(await everything(), before);
    } finally {
      await channel.close();
    }
  });

  it('takes nothing that is not an order, and no body that would harm it', async () => {
    const { seen } = await look();
    for (const wrong of [
      { command: 'erase', number },
      { command: 'close', number, outcome: ' ', seen },
      { command: 'note', number, seen },
      { command: 'act', number, seen, action: 'shouted' },
      { command: 'act', number, action: 'posh_contacted' },
      { command: 'act', number: '1', seen, action: 'posh_contacted' },
      { command: 'show', number, more: true },
      {},
    ]) {
      assert.equal((await call('orders', 'headteacher', wrong)).status, 400, JSON.stringify(wrong));
    }
    const long = { command: 'note', number, seen, note: 'a'.repeat(300_000) };
    assert.equal((await call('orders', 'headteacher', long)).status, 413);
    const cut = await order({ command: 'note', number, seen, note: 'a'.repeat(2_000) });
    assert.match(said(cut), /kept the first 1500 characters/);
    const plain = { method: 'POST', body: '{}', headers: { authorization: 'As headteacher' } };
    assert.equal((await fetch(`${running.url}/tab/api/orders`, plain)).status, 415);
    assert.equal((await fetch(`${running.url}/healthz`)).status, 200);
  });

  it('answers an account that asks without end with 429', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 310; count += 1) statuses.add((await call('charts?period=x')).status);
    assert.deepEqual([...statuses], [400, 429]);
    assert.equal((await call('start', 'dsl')).status, 200);
    running.clock.advance(0.1);
    assert.equal((await call('start')).status, 200);
  });

  it('carries the headers that keep the page to itself', async () => {
    const { headers } = await fetch(`${running.url}/tab/`);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'.*script-src 'self';.*frame-ancestors https:/);
    assert.doesNotMatch(policy, /unsafe|\*;| \*(?: |$)/);
    for (const { path } of endpoints.filter(({ method }) => method === 'get')) {
      const answer = await call(path);
      assert.equal(answer.headers.get('cache-control'), 'no-store', path);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
      assert.match(answer.headers.get('content-security-policy') ?? '', /frame-ancestors/);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
  });
});
