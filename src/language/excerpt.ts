import { type Header, headerIn, isForwardMark, isMoment, isNumber, isSelf } from './excerpt-lines.js';
import { Cast } from './excerpt-names.js';

/** Messages that somebody copied out of a chat, without the names and numbers of those who wrote them. */
export interface Excerpt {
  /** What may be read back and kept: "[12/11/2026, 20:31] Person A: words". */
  text: string;
  /** The same without moments and senders, for finding out what it is about. */
  words: string;
  /** How many people write in it. */
  people: number;
}

/** More lines or longer ones are looked at no further for senders. */
const mostLines = 2000;
/** So many senders without a moment beside them make an excerpt. One alone may be anything with a colon. */
const leastNames = 2;

/** Marks that chats put between letters: they show nothing, and hide a name from being found. */
const hidden = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
const mentioned = /@?\u2068([^\u2068\u2069\n]{1,60})\u2069/g;

/**
 * The message as an excerpt of a chat: an export or a copy from WhatsApp (iPhone, Android, Web), from Teams,
 * or lines of "Name: words". Undefined when it is none, so that a message with a colon stays as it is.
 * `forwarded` says that the channel marks it as passed on.
 */
export function excerptIn(said: string, forwarded = false): Excerpt | undefined {
  const raw = said.split(/\r\n|[\n\r\u2028\u2029]/);
  if (raw.length > mostLines) return undefined;
  const lines = raw.map(tidied);
  const found = lines.map((line, at) => headerIn(line, lines[at + 1] ?? ''));
  const headers = found.flatMap((one) => (one && 'sender' in one ? [one] : []));
  const marked = forwarded || lines.some(isForwardMark);
  if (!isExcerpt(headers, marked)) return undefined;

  const cast = new Cast(headers.map(({ sender }) => sender));
  const text: string[] = [];
  const words: string[] = [];
  for (const [at, one] of found.entries()) {
    const line = lines[at] ?? '';
    const before = found[at - 1];
    const momentOfName = before && 'sender' in before && before.text === '' && before.stamp !== undefined;
    if (isForwardMark(line) || (momentOfName && isMoment(line))) continue;
    if (one === undefined) {
      text.push(cast.clean(line));
      words.push(cast.clean(line));
      continue;
    }
    if (!('sender' in one)) continue;
    const said = cast.clean(one.text);
    text.push(`${one.stamp ? `[${one.stamp}] ` : ''}${cast.of(one.sender)}: ${said}`.trimEnd());
    words.push(said);
  }
  return { text: text.join('\n').trim(), words: words.filter(Boolean).join('\n').trim(), people: cast.size };
}

/** Without hidden marks, quotation marks of a reply and the "~" before the name of a stranger. */
function tidied(line: string): string {
  return line
    .replace(mentioned, '@$1')
    .replace(hidden, '')
    .replace(/[\u00a0\u202f\t]/g, ' ')
    .replace(/<this message was edited>/gi, '')
    .trim()
    .replace(/^(?:> ?)+/, '')
    .replace(/(^|\] |- )~ ?(?=\S)/, '$1');
}

function isExcerpt(headers: readonly Header[], marked: boolean): boolean {
  if (headers.some(({ sure }) => sure)) return true;
  if (headers.every(({ sender }) => isSelf(sender))) return false;
  if (marked) return true;
  const named = headers.filter(({ sender, text }) => text !== '' && isShortName(sender));
  return named.length >= leastNames;
}

/** What a person is called in a chat, rather than the first half of a sentence. */
function isShortName(sender: string): boolean {
  if (isNumber(sender) || isSelf(sender)) return true;
  const words = sender.trim().split(/\s+/);
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return words.length <= 5 && (small === 0 || words.length === 1 || small < words.length);
}
