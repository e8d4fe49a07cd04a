import { z } from 'zod';

const id = z.string().min(1).max(300);
/** WhatsApp lets people write up to 65,536 characters. What is too long for the bot is answered as such. */
const text = z.string().max(70_000);

/** What every message has. The rest is read by its type, so that one odd message does not cost the others. */
const messageSchema = z.looseObject({
  id,
  type: z.string().max(40),
  /** Seconds since 1970, as text. */
  timestamp: z.string().regex(/^\d{1,12}$/),
  /** The phone number. Missing for people who go by a user name. */
  from: z.string().min(1).max(40).nullish(),
  /** The id of the person for this business alone, which stays when the number is hidden. */
  from_user_id: z.string().min(1).max(150).nullish(),
  group_id: z.string().nullish(),
  context: z
    .object({ forwarded: z.boolean().nullish(), frequently_forwarded: z.boolean().nullish() })
    .nullish(),
});

/** Nobody waits for an answer to these. */
const quietTypes: readonly unknown[] = ['system', 'revoke'];

/** What can still be read of a message that is not as it is documented: which it is, and who wrote it. */
const remnantSchema = z.looseObject({
  id,
  type: z.unknown().optional(),
  timestamp: messageSchema.shape.timestamp.optional().catch(undefined),
  from: messageSchema.shape.from.catch(undefined),
  from_user_id: messageSchema.shape.from_user_id.catch(undefined),
  group_id: z.unknown().optional(),
});

const contactSchema = z.object({
  profile: z.object({ name: z.string().max(500).nullish() }).nullish(),
  wa_id: z.string().nullish(),
  user_id: z.string().nullish(),
});

const faultSchema = z.object({ code: z.number().int() });

const statusSchema = z.object({
  id,
  status: z.string().max(40),
  biz_opaque_callback_data: z.string().max(512).nullish(),
  errors: z.array(faultSchema).nullish(),
});

const valueSchema = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z.array(z.unknown()).nullish(),
  messages: z.array(z.unknown()).nullish(),
  statuses: z.array(z.unknown()).nullish(),
  errors: z.array(z.unknown()).nullish(),
});

const bodySchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});

/** Each is read by itself, so that one odd part of a batch does not cost the others. */
const entrySchema = z.object({ changes: z.array(z.unknown()) });
const newsSchema = z.object({ field: z.string(), value: z.unknown() });

export type RawMessage = z.infer<typeof messageSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type Fault = z.infer<typeof faultSchema>;
export type MessageStatus = z.infer<typeof statusSchema>;

/** One change of a webhook's batch that is for this number, and how many parts of it were not readable. */
export interface Change {
  contacts: Contact[];
  messages: RawMessage[];
  statuses: MessageStatus[];
  errors: Fault[];
  unreadable: number;
}

export type Webhook =
  | { ok: false }
  | {
      ok: true;
      changes: Change[];
      /** Changes of fields that the bot has no use for, for another phone number, or that are not readable. */
      others: { fields: number; numbers: number; unreadable: number };
    };

/** What Meta delivered: messages, statuses and errors told apart. Not ok: it is no WhatsApp webhook. */
export function readWebhook(raw: Buffer, phoneNumberId: string, now: Date): Webhook {
  const parsed = bodySchema.safeParse(jsonIn(raw));
  if (!parsed.success) return { ok: false };
  const changes: Change[] = [];
  const others = { fields: 0, numbers: 0, unreadable: 0 };
  const news = parsed.data.entry.flatMap((entry) => entrySchema.safeParse(entry).data?.changes ?? [entry]);
  for (const one of news.map((part) => newsSchema.safeParse(part).data)) {
    const read = one?.field === 'messages' ? valueSchema.safeParse(one.value) : undefined;
    if (!one || read?.success === false) others.unreadable++;
    else if (!read) others.fields++;
    else if (read.data.metadata.phone_number_id !== phoneNumberId) others.numbers++;
    else changes.push(changeIn(read.data, now));
  }
  return { ok: true, changes, others };
}

function changeIn({ contacts, messages, statuses, errors }: z.infer<typeof valueSchema>, now: Date): Change {
  const change: Change = { contacts: [], messages: [], statuses: [], errors: [], unreadable: 0 };
  const take = <T>(
    parts: readonly unknown[] | null | undefined,
    schema: z.ZodType<T>,
    into: T[],
    instead: (part: unknown) => T[] = () => [],
  ): void => {
    for (const part of parts ?? []) {
      const one = schema.safeParse(part);
      if (!one.success) change.unreadable++;
      into.push(...(one.success ? [one.data] : instead(part)));
    }
  };
  take(contacts, contactSchema, change.contacts);
  take(messages, messageSchema, change.messages, (part) => remnantOf(part, now));
  take(statuses, statusSchema, change.statuses);
  take(errors, faultSchema, change.errors);
  return change;
}

/** A message of a type that nobody knows, so that its writer hears that it was not read. None: nobody would. */
function remnantOf(part: unknown, now: Date): RawMessage[] {
  const read = remnantSchema.safeParse(part);
  if (!read.success || read.data.group_id || quietTypes.includes(read.data.type)) return [];
  const { id: message, from, from_user_id, timestamp = String(Math.floor(now.getTime() / 1000)) } = read.data;
  return [{ id: message, type: 'not readable', timestamp, from, from_user_id }];
}

function jsonIn(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The parts of a message by its type, as far as the bot reads them. */
export const partSchemas = {
  text: z.looseObject({ text: z.object({ body: text }) }),
  interactive: z.looseObject({
    interactive: z.object({
      button_reply: z.object({ id: text, title: text }).nullish(),
      list_reply: z.object({ id: text, title: text }).nullish(),
    }),
  }),
  image: z.looseObject({ image: z.object({ caption: text.nullish() }) }),
  video: z.looseObject({ video: z.object({ caption: text.nullish() }) }),
  document: z.looseObject({ document: z.object({ caption: text.nullish() }) }),
  reaction: z.looseObject({ reaction: z.object({ emoji: z.string().nullish() }) }),
} as const;
