import { type Platform, platforms } from './fact-values.js';
import { factWords, patternOf } from './fact-words.js';
import { legible } from './legible.js';
import { closeTo } from './words.js';

interface Mention {
  platform: Platform;
  at: number;
  end: number;
  weak: boolean;
}

const named = platforms.flatMap((platform) => {
  const words = factWords.platforms[platform];
  if (!words) return [];
  return [
    { platform, weak: false, pattern: patternOf(words.named) },
    ...(words.weak ? [{ platform, weak: true, pattern: patternOf(words.weak) }] : []),
  ];
});
const notPlatforms = patternOf(factWords.notPlatforms);

/** Long names that a slip of the finger leaves readable. */
const longNames: readonly (readonly [string, Platform])[] = [
  ['whatsapp', 'whatsapp'],
  ['facebook', 'facebook'],
  ['instagram', 'instagram'],
  ['snapchat', 'snapchat'],
  ['youtube', 'youtube'],
  ['minecraft', 'other'],
  ['linkedin', 'other'],
];

/** "x" is a kiss more often than a place. */
const xPlace =
  /(?:(?<=\b(?:on|via|from|off|over|using) )x(?= |$)(?! x)|\bx(?= (?:account|post|page|thread|app|profile|the social))|(?<=^(?:it is |its |no |not |on |no its )?)x$)/g;

const fillers =
  'about|on|in|the|a|an|it|from|via|my|our|this|that|to|just|only|class|group|parents|posted|post|put|write|wrote|send|sent|share|shared|say|said|of|by|through|with|here|something|for|said|was|at|actually';
const denied = new RegExp(`\\b(?:not|never|nor|rather than|instead of|no)(?: (?:${fillers}))*$`);
const stillSo = /^ (?:any ?more|any longer|now)\b/;
/** What ties the post to a place, against a place that is only named beside it. */
const cues =
  /\b(?:meant|mean|actually|turns out|turned out|(?:post|posted|put|it|this|one|upload|uploaded|shared|went|up|stuck|itself|reporting|report|copied|screenshot) (?:it |is |was |itself |up |that |them )?(?:is |was )?(?:on|in|to|onto|a|the)(?: (?:to|the|her|his|their|a|my))?|this was a|its the|but (?:on|this|it|the)[a-z ]*)$/;
const aside =
  /\b(?:mostly|usually|normally|talk|chat|first|use|from|saw|off|i said|thought|heard|used to be|instead of|reads|because)(?: [a-z]+){0,3}$/;

/**
 * The platform that a message says the post is on. Undefined when it names none, or more than one and
 * does not say which.
 */
export function platformIn(words: readonly string[], text: string): Platform | undefined {
  const line = words.join(' ');
  const all = mentionsIn(line, text);
  const kept = all.filter((one) => !isDenied(line, one));
  const strong = kept.filter((one) => !one.weak);
  const left = strong.length > 0 ? strong : kept;
  const found = new Set(left.map((one) => one.platform));
  if (found.size === 0)
    return all.length === 1 && line.startsWith('no ') && all[0]?.at === 3 ? all[0]?.platform : undefined;
  if (found.size === 1) return left[0]?.platform;
  return chosenFrom(line, left);
}

function mentionsIn(line: string, text: string): Mention[] {
  const blocked = [...line.matchAll(notPlatforms)].map((match) => match.index);
  const found: Mention[] = [];
  const add = (one: Mention): void => {
    if (blocked.includes(one.at) || found.some((other) => one.at < other.end && other.at < one.end)) return;
    found.push(one);
  };
  for (const { platform, weak, pattern } of named)
    for (const match of line.matchAll(pattern))
      add({ platform, weak, at: match.index, end: match.index + match[0].length });
  for (const match of line.matchAll(xPlace))
    add({ platform: 'x', weak: false, at: match.index, end: match.index + 1 });
  const teams = teamsAt(line, text);
  if (teams !== undefined) add({ platform: 'teams', weak: false, at: teams, end: teams + 5 });
  for (const match of line.matchAll(/[a-z]{7,12}/g)) {
    const near = longNames.find(([name]) => name[0] === match[0][0] && closeTo(match[0], name));
    if (near) add({ platform: near[1], weak: false, at: match.index, end: match.index + match[0].length });
  }
  for (const match of line.matchAll(/^(?:no |its |it was |not )?(teams|email|google|text|x)(?= [.,]|$)/g)) {
    const only = match[1] === 'google' ? 'google_review' : match[1] === 'text' ? 'other' : match[1];
    const at = match.index + match[0].length - (match[1]?.length ?? 0);
    if (only === 'teams' || only === 'email' || only === 'x' || only === 'google_review' || only === 'other')
      add({ platform: only, weak: false, at, end: at + (match[1]?.length ?? 0) });
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** "Teams" with a capital inside a sentence is the app; football has teams too. */
function teamsAt(line: string, text: string): number | undefined {
  const read = legible(text);
  if (
    read === read.toUpperCase() ||
    !/[\w,] (?:MS |Microsoft )?Teams\b(?! (?:were|was|are|got|had|up))/.test(read)
  )
    return undefined;
  const at = line.search(/\bteams\b/);
  return at < 0 ? undefined : at;
}

function isDenied(line: string, { at, end }: Mention): boolean {
  const before = line.slice(0, at).trimEnd();
  return denied.test(before) && !stillSo.test(line.slice(end));
}

function chosenFrom(line: string, mentions: readonly Mention[]): Platform | undefined {
  const scored = mentions.map((one, index) => {
    const before = line.slice(Math.max(mentions[index - 1]?.end ?? 0, one.at - 40), one.at).trimEnd();
    const after = line.slice(one.end, one.end + 24);
    const chosen = /^ one\b/.test(after) ? 2 : 0;
    const cued = cues.test(before) || /^ (?:comment|post|review|where)/.test(after) ? 1 : 0;
    const later = /\b(?:but|then)\b/.test(before) && index > 0 ? 1 : 0;
    return { platform: one.platform, score: chosen + cued + later - (aside.test(before) ? 1 : 0) };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  const winners = new Set(scored.filter(({ score }) => score === best).map(({ platform }) => platform));
  return winners.size === 1 ? [...winners][0] : undefined;
}

/** The platform that a message says the post is not on. */
export function deniedPlatformIn(words: readonly string[], text: string): Platform | undefined {
  const line = words.join(' ');
  return mentionsIn(line, text).find((one) => isDenied(line, one))?.platform;
}
