import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { choiceInput, typedMark } from '../cards/adaptive-inputs.js';
import { type Filled, type Place, type Press, type Turn, unreadableSorts } from '../conversation/turn.js';

const accountSchema = z.object({
  id: z.string().min(1).max(500),
  name: z.string().max(500).nullish(),
  aadObjectId: z.string().max(100).nullish(),
});

const mentionSchema = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().nullish(),
});

const attachmentSchema = z.object({ contentType: z.string().nullish() });

/** More files than one message has; every one costs time to look at. */
const mostParts = 100;
/** A whole team may be added at once (Teams: 25,000 members; an Activity holds far fewer). */
const mostMembers = 5000;

/** The first of a list. What stands beyond is not read, and the message is still heard. */
function upTo<Part extends z.ZodType>(most: number, part: Part) {
  return z
    .array(z.unknown())
    .transform((all) => all.slice(0, most))
    .pipe(z.array(part));
}

/** What the bot reads of an Activity. Anything else in it is left out before the framework sees it. */
const activitySchema = z.object({
  type: z.string().max(100),
  id: z.string().max(500).nullish(),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url().max(1000),
  from: accountSchema.nullish(),
  recipient: accountSchema.nullish(),
  conversation: z.object({
    id: z.string().min(1).max(1000),
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: z.string().nullish(),
  }),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  action: z.string().nullish(),
  attachments: upTo(mostParts, attachmentSchema).nullish(),
  /** Whole, because the bot's own mention may be the last. The body's length holds them to a few thousand. */
  entities: z.array(z.unknown()).nullish(),
  membersAdded: upTo(mostMembers, accountSchema).nullish(),
  membersRemoved: upTo(mostMembers, accountSchema).nullish(),
  channelData: z.unknown().optional(),
  name: z.string().max(200).nullish(),
  replyToId: z.string().max(500).nullish(),
  deliveryMode: z.string().max(100).nullish(),
});

/** What our own WhatsApp adapter says of a message besides its words. */
const besidesSchema = z.object({
  unreadable: z.enum(unreadableSorts).exactOptional(),
  forwarded: z.literal(true).exactOptional(),
});

export type Heard = z.infer<typeof activitySchema>;

const pressSchema = z.looseObject({
  say: z.string().max(200),
  of: z.string().max(200).optional(),
  /** Chosen among radio buttons. */
  [choiceInput]: z.string().max(200).optional(),
  /** The card has a form, whose inputs stand beside this. */
  form: z.literal(true).optional(),
});

/** More inputs than any card has, and longer ones than anybody may send, are left out. */
const mostInputs = 30;
const longestInput = 20_000;

/** What has been parsed, so that a turn that is handed it does not do so again. */
const known = new WeakMap<object, Heard>();

/** The Activity, or undefined when it is not one that the bot could answer. */
export function parseActivity(body: object): Heard | undefined {
  const parsed = known.get(body);
  if (parsed) return parsed;
  const heard = activitySchema.safeParse(body).data;
  if (heard) known.set(heard, heard);
  return heard;
}

/** Channels by the names that accounts in `people.yaml` begin with. */
const channelNames: Readonly<Record<string, string>> = { msteams: 'teams', emulator: 'terminal' };

/**
 * `teams:<Entra object id>`: the id that the channel vouches for. The display name is never used, because
 * anybody can choose it.
 */
export function accountOf({ channelId, from }: Heard): string | undefined {
  if (!from) return undefined;
  const id = channelId === 'msteams' ? (from.aadObjectId ?? from.id) : from.id;
  return `${channelNames[channelId] ?? channelId}:${id}`;
}

export function placeOf({ channelId, conversation }: Heard): Place {
  const { conversationType, isGroup, id } = conversation;
  const among = conversationType ? conversationType !== 'personal' : isGroup === true;
  return { channel: channelId, kind: among ? 'group' : 'personal', id, ...inputsOn(channelId) };
}

/** Teams draws inputs on cards; the terminal and other channels are asked one question after the other. */
export function inputsOn(channelId: string): Pick<Place, 'inputs'> {
  return channelId === 'msteams' ? { inputs: true } : {};
}

/** Whether the bot itself was mentioned, which is what addressing it in a group means. */
export function isMentioned(heard: Heard): boolean {
  return ownMentions(heard).length > 0;
}

/** Whether the bot was added, or in a private chat anybody. Teams may say so again at every reload. */
export function isArrival(heard: Heard): boolean {
  const { type, action, membersAdded, recipient } = heard;
  const here = placeOf(heard).kind === 'group';
  const added = (membersAdded ?? []).filter(({ id }) => !here || id === recipient?.id);
  return type === 'installationUpdate' ? action?.startsWith('add') === true : added.length > 0;
}

/** Whether the app was only brought up to date. Teams then says that it was removed and added, in this way. */
export function isUpgrade({ type, action }: Heard): boolean {
  return type === 'installationUpdate' && action?.endsWith('-upgrade') === true;
}

/** Whether the bot itself was taken out of the chat. */
export function isRemoval({ type, action, membersRemoved, recipient }: Heard): boolean {
  if (type === 'installationUpdate') return action === 'remove';
  return (membersRemoved ?? []).some(({ id }) => id === recipient?.id);
}

/** What was said, without the bot's own name and without the mark-up that Teams puts around names. */
export function saidIn(heard: Heard): string {
  let said = heard.text ?? '';
  const names = new Set(ownMentions(heard).flatMap(({ text }) => text || []));
  for (const name of [...names].slice(0, mostParts)) said = said.split(name).join(' ');
  return said
    .replace(/<\/?at[^<>]{0,200}>/gi, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/[^\S\n\r]+/g, ' ')
    .replace(/ ?[\r\n]+ ?/g, '\n')
    .trim();
}

/** A press of a button, with what was chosen or filled in on its card. */
export function pressIn({ value }: Heard): Press | undefined {
  if (value === undefined || value === null) return undefined;
  const press = pressSchema.safeParse(value);
  if (!press.success) return undefined;
  const { say, of, form, [choiceInput]: choice, ...inputs } = press.data;
  const words = choice ?? say;
  if (words === '') return undefined;
  return { say: words, ...(of ? { of } : {}), ...(form ? { filled: filledIn(inputs) } : {}) };
}

function filledIn(inputs: Readonly<Record<string, unknown>>): Filled {
  const picked: Record<string, string> = {};
  const typed: Record<string, string> = {};
  for (const [id, value] of Object.entries(inputs).slice(0, mostInputs)) {
    if (typeof value !== 'string' || value.length > longestInput) continue;
    if (id.startsWith(typedMark)) typed[id.slice(typedMark.length)] = value.trim();
    else picked[id] = value;
  }
  return { picked, typed };
}

/** Under which it is kept that an Activity was handled. */
export function seenKeyOf({
  channelId,
  conversation,
  id,
}: Pick<Heard, 'channelId' | 'id'> & { conversation: { id: string } }): string {
  return `${channelId}|${conversation.id}|${id ?? randomUUID()}`;
}

/**
 * What came besides words: pictures and files (Teams adds the message once more as `text/html`, which
 * is not one), and what our own WhatsApp adapter says of a message.
 */
export function besidesIn(heard: Heard): Pick<Turn, 'attachments' | 'unreadable' | 'forwarded'> {
  const { channelId, channelData, attachments } = heard;
  const files = (attachments ?? []).filter(({ contentType }) => contentType !== 'text/html');
  const more = channelId === 'whatsapp' ? besidesSchema.safeParse(channelData).data : undefined;
  return { attachments: files.length, ...more };
}

/** Where the bot itself is mentioned. */
function ownMentions({ entities, recipient }: Heard) {
  return (entities ?? [])
    .flatMap((entity) => mentionSchema.safeParse(entity).data ?? [])
    .filter(({ mentioned }) => mentioned.id === recipient?.id);
}
