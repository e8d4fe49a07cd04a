import type { Kind, Platform, Poster } from './facts.js';

/** Where an incident stands, as the Headteacher asks for it. */
export type StatusName = 'new' | 'open' | 'waiting' | 'closed' | 'withdrawn';

/** What narrows a list or a summary. */
export interface Filters {
  status?: StatusName;
  platform?: Platform;
  kind?: Kind;
  poster?: Poster;
  /** "Y4": asked for, though the log holds no year groups. */
  yearGroup?: string;
}

type Words<Value> = readonly { value: Value; words: string }[];

const statusWords: Words<StatusName> = [
  { value: 'closed', words: 'closed|finished|resolved|done ones|completed' },
  { value: 'withdrawn', words: 'withdrawn|taken back|retracted' },
  { value: 'waiting', words: 'waiting|on hold|parked|pending' },
  {
    value: 'new',
    words: 'new|unread|untouched|not read|havent read|not looked at|(?:not|havent|havent i|i havent) touched',
  },
  {
    value: 'open',
    words:
      'open|outstanding|unresolved|ongoing|live|active|on my plate|dealing with|not closed|unfinished|still to do',
  },
];

const platformWords: Words<Platform> = [
  { value: 'whatsapp', words: 'whats ?app|watsapp|wapp' },
  { value: 'facebook', words: 'facebook|face book|fb|meta' },
  { value: 'instagram', words: 'insta(?:gram)?|ig' },
  { value: 'tiktok', words: 'tik ?tok' },
  { value: 'snapchat', words: 'snap ?chat|snap' },
  { value: 'x', words: 'twitter|tweets?|(?:on|from|the) x' },
  { value: 'youtube', words: 'you ?tube|yt' },
  { value: 'discord', words: 'discord' },
  { value: 'roblox', words: 'roblox' },
  { value: 'google_review', words: 'google(?: reviews?)?' },
  { value: 'teams', words: '(?:ms |microsoft |on )teams' },
  { value: 'email', words: 'e ?mails?' },
];

const kindWords: Words<Kind> = [
  { value: 'bullying', words: 'bull(?:y|ying|ied)' },
  { value: 'threat', words: 'threat(?:s|ening|ened)?' },
  {
    value: 'hate',
    words:
      'hat(?:e|eful|red)|racis(?:t|m)|homophobi(?:a|c)|islamophobi(?:a|c)|antisemiti(?:c|sm)|sexis(?:t|m)',
  },
  { value: 'extremism', words: 'extremis(?:m|t)|radicali[sz]ation' },
  { value: 'impersonation', words: 'fakes?|impersonat(?:ion|ing|ions)|pretending' },
  { value: 'false_claim', words: 'false|untrue|lies|lying|rumours?|rumors?' },
  { value: 'image', words: 'photos?|pictures?|pics?|videos?|images?' },
  { value: 'insult', words: 'insult(?:s|ing|ed)?|rude|rudeness|swearing|name calling' },
  { value: 'abuse', words: 'abus(?:e|ive)|aggressive|harassment' },
  { value: 'violent', words: 'violen(?:t|ce)|fights?' },
  { value: 'illegal', words: 'illegal|criminal' },
  { value: 'disrepute', words: 'critici[sz](?:m|ms|ing)|critical|disrepute' },
  { value: 'upsetting', words: 'upsetting' },
];

const posterWords: Words<Poster> = [
  { value: 'pupil', words: 'pupils?|child(?:ren)?|kids?|students?' },
  { value: 'parent', words: 'parents?|mums?|dads?|carers?' },
  { value: 'staff', words: 'staff|teachers?|colleagues?' },
  {
    value: 'outside',
    words: 'outsiders?|strangers?|someone outside|(?:from|people) outside|third part(?:y|ies)',
  },
];

const any = (words: Words<unknown>) => words.map((one) => one.words).join('|');

/** Any word for a status, a platform or a kind, for patterns. */
export const FILTER = `(?:${[statusWords, platformWords, kindWords].map(any).join('|')})`;

const yearGroup = /\b(?:y|yr|year) ?([1-6])\b|\b(reception|nursery)\b/;

/** The narrowing words of a line. Who posted it needs a word like "by" before it: "staff being insulted" is not "by staff". */
export function filtersIn(line: string): Filters {
  const status = found(line, statusWords);
  const platform = found(line, platformWords);
  const kind = found(line, kindWords);
  const poster = found(
    line,
    posterWords,
    (words) =>
      `(?:by|from|posted by)(?: the| a| our| other)? (?:${words})|(?:${words}) (?:posts|ones|posted)`,
  );
  const year = yearGroup.exec(line);
  return {
    ...(status ? { status } : {}),
    ...(platform ? { platform } : {}),
    ...(kind ? { kind } : {}),
    ...(poster ? { poster } : {}),
    ...(year ? { yearGroup: year[1] ? `year ${year[1]}` : (year[2] ?? '') } : {}),
  };
}

function found<Value>(
  line: string,
  table: Words<Value>,
  around = (words: string) => words,
): Value | undefined {
  return table.find(({ words }) => new RegExp(`\\b(?:${around(words)})\\b`).test(line))?.value;
}
