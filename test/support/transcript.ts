import type { Expectation, Happening, Spot, Step, Transcript } from './transcript-lines.js';
import { Stage } from './transcript-stage.js';

/** What the last thing that happened brought, by place, and in which of them it has been looked at. */
interface Batch {
  arrived: ReadonlyMap<Spot, readonly string[]>;
  /** Where the one who wrote reads the answer. */
  bot: Spot | undefined;
  seen: Set<Spot>;
  /** What the school kept before it. */
  before: string;
}

/**
 * Plays a transcript with the real bot over HTTP. Throws, with file and line, at the first thing that is not
 * as written. What arrives for anybody but the one who wrote must be written down: a transcript shows all
 * that others see.
 */
export async function play(transcript: Transcript): Promise<void> {
  const stage = new Stage(transcript);
  let asWritten = false;
  try {
    await stage.open();
    await playSteps(transcript, stage);
    asWritten = true;
  } finally {
    await stage.close(asWritten);
  }
  const [line] = stage.indiscreetLines();
  if (line) throw new Error(`${transcript.file}: the log holds a name or what somebody said: ${line}`);
}

async function playSteps({ file, steps }: Transcript, stage: Stage): Promise<void> {
  let batch: Batch | undefined;
  let at = 0;
  const comparing = steps.some((step) => 'must' in step && step.must === 'be as before');
  try {
    for (const step of steps) {
      if ('does' in step) {
        if (batch) nothingUnseen(batch);
        at = step.line;
        const before = comparing ? await stage.records.lasting() : '';
        const arrived = await stage.happen(step);
        batch = { arrived, bot: botSpot(step, batch), seen: new Set(), before };
        if (step.does === 'again') silence(batch, 'again, and');
        continue;
      }
      at = step.line;
      if (!batch) throw new Error('nothing has happened yet');
      await check(step, batch, stage);
    }
    if (batch) nothingUnseen(batch);
  } catch (fault) {
    throw new Error(`${file}:${at}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}

async function check(step: Step & Expectation, batch: Batch, stage: Stage): Promise<void> {
  const { records } = stage;
  switch (step.must) {
    case 'become':
      return matches(stage.pressedCard() ?? '', step.text, 'the pressed card');
    case 'stay': {
      const card = stage.pressedCard();
      if (card !== undefined) throw new Error(`the pressed card should stay as it was\n  it is: ${card}`);
      return;
    }
    case 'arrive':
      return matches(textAt(step.at, batch), step.text, step.at);
    case 'have': {
      const text = textAt(step.at, batch);
      if (text.includes(flat(step.text))) return;
      throw new Error(`${step.at} should have "${step.text}"\n  arrived: ${text}`);
    }
    case 'lack': {
      const text = textAt(step.at, batch);
      if (!text.toLowerCase().includes(flat(step.text).toLowerCase())) return;
      throw new Error(`${step.at} should not have "${step.text}"\n  arrived: ${text}`);
    }
    case 'silence':
      return silence(batch, 'nothing should arrive, but');
    case 'count':
      for (const { table, rows } of step.tables) {
        const count = await records.count(table);
        if (count !== rows) throw new Error(`the table ${table} should have ${rows} rows and has ${count}`);
      }
      return;
    case 'be as before':
      await stage.bot.running.app.settled();
      if ((await records.lasting()) !== batch.before) throw new Error('the database has changed');
      return;
    case 'not be kept': {
      await stage.bot.running.app.settled();
      const tables = await records.tablesWith(step.text);
      if (tables.length > 0) throw new Error(`"${step.text}" is kept in ${tables.join(', ')}`);
    }
  }
}

/** `...` in what is expected stands for anything. */
function matches(text: string, expected: string, at: string): void {
  const [first = '', ...rest] = flat(expected)
    .split('...')
    .map((part) => part.trim());
  let from = first.length;
  let good = text.startsWith(first);
  for (const [index, part] of rest.entries()) {
    const last = index === rest.length - 1;
    const found = last && part !== '' ? text.lastIndexOf(part) : text.indexOf(part, from);
    good &&= found >= from && (!last || part === '' || found + part.length === text.length);
    from = found + part.length;
  }
  if (good && (rest.length > 0 || text === first)) return;
  throw new Error(`${at} differs\n  expected: ${flat(expected)}\n  arrived:  ${text || '(nothing)'}`);
}

function textAt(at: Spot | 'bot', batch: Batch): string {
  const spot = at === 'bot' ? batch.bot : at;
  if (!spot) throw new Error('nobody wrote just before, so "bot" is not clear: name who gets it');
  batch.seen.add(spot);
  return (batch.arrived.get(spot) ?? []).join(' ');
}

function silence({ arrived, seen }: Batch, but: string): void {
  for (const [spot, texts] of arrived) {
    if (!seen.has(spot)) throw new Error(`${but} this came for ${spot}: ${texts.join(' ')}`);
  }
}

/** The answer to the one who wrote may be passed over; what others see may not. */
function nothingUnseen({ arrived, bot, seen }: Batch): void {
  for (const [spot, texts] of arrived) {
    if (spot !== bot && !seen.has(spot)) {
      throw new Error(`no line says that this came for ${spot}: ${texts.join(' ')}`);
    }
  }
}

/** In a group the answer is the group's, and what comes in private is named. */
function botSpot(step: Happening, before: Batch | undefined): Spot | undefined {
  if ('who' in step) return 'group' in step && step.group ? undefined : step.who;
  return step.does === 'again' ? before?.bot : undefined;
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
