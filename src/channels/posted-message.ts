import { DateTime } from 'luxon';
import { z } from 'zod';
import type { PostedMessage } from '../../dialogs/report-message.js';
import { excerptIn } from '../language/excerpt.js';

/** A message as Teams hands it over with a message action. Whatever else is in it is left alone. */
const payloadSchema = z.object({
  deleted: z.boolean().nullish(),
  createdDateTime: z.string().nullish(),
  linkToMessage: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .nullish()
    .catch(undefined),
  from: z
    .object({
      user: z
        .object({ id: z.string().max(200) })
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
  body: z
    .object({ content: z.string().nullish(), contentType: z.string().nullish() })
    .nullish()
    .catch(undefined),
});

/** What the record of an incident takes of a link, in characters. */
const mostLink = 500;
/** Text past this is not looked at. Teams' own limit for a message is lower. */
const mostRead = 100_000;

/** Parts of a link that name the team and the channel, which the link works without. */
const namesInLink = ['teamName', 'channelName'];

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The message that a message action was chosen on; undefined when it is not one that Teams sends. */
export function postedMessage(payload: unknown, zone: string): PostedMessage | undefined {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const { deleted, createdDateTime, linkToMessage, from, body } = parsed.data;
  const at = DateTime.fromISO(createdDateTime ?? '', { setZone: true }).setZone(zone);
  const link = linkToMessage ? shortened(linkToMessage) : undefined;
  const content = (body?.content ?? '').slice(0, mostRead);
  const words = body?.contentType === 'text' ? content.trim() : wordsIn(content);
  return {
    words: excerptIn(words)?.text ?? words,
    deleted: deleted === true,
    ...(link ? { link } : {}),
    ...(at.isValid ? { when: { from: at.toISODate(), time: at.toFormat('HH:mm') } } : {}),
    ...(from?.user ? { sender: `teams:${from.user.id}` } : {}),
  };
}

/** A tag with what stands in it, or words. Each piece ends where the next begins, so that reading takes no longer than the text. */
const piece = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>|[^<]+|</gi;
/** An emoji is a picture whose other text is the sign itself. */
const sign = /\balt="([^"\w\s]{1,8})"/i;
const breaks = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/**
 * The words of a message in Teams' mark-up. Who is mentioned in it and what it answers to are left out:
 * nobody else in the thread is stored. A picture is said to be there and is not fetched.
 */
function wordsIn(html: string): string {
  let words = '';
  /** The element that is being left out, and how deep in it. */
  let within = { name: '', depth: 0 };
  for (const [whole, slash = '', tag = '', rest = ''] of html.matchAll(piece)) {
    const name = tag.toLowerCase();
    if (within.depth > 0) {
      if (name === within.name) within = { name, depth: within.depth + (slash ? -1 : 1) };
      continue;
    }
    if (name === '') words += whole;
    else if (name === 'blockquote' && !slash) within = { name, depth: 1 };
    else if (name === 'at' && !slash) {
      words += '(a name)';
      within = { name, depth: 1 };
    } else if (name === 'img' || (name === 'emoji' && !slash)) {
      words += sign.exec(rest)?.[1] ?? (name === 'img' ? ' (a picture) ' : '');
    } else if (breaks.has(name) && (slash || name === 'br')) words += '\n';
  }
  return words
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, unescaped)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function unescaped(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return entities[name.toLowerCase()] ?? whole;
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : '';
}

function shortened(link: string): string | undefined {
  const url = new URL(link);
  for (const name of namesInLink) url.searchParams.delete(name);
  return url.href.length <= mostLink ? url.href : undefined;
}
