import { z } from 'zod';
import type { Card } from '../cards/card.js';

const line = z.object({ label: z.string() });

const bar = line.extend({ value: z.string(), length: z.number() });

const fieldBase = line.extend({
  id: z.string(),
  value: z.string().exactOptional(),
  error: z.string().exactOptional(),
  missing: z.string().exactOptional(),
});

const field = z.discriminatedUnion('input', [
  fieldBase.extend({
    input: z.enum(['one', 'several']),
    options: z.array(line.extend({ value: z.string() })),
  }),
  fieldBase.extend({ input: z.literal('day'), latest: z.string() }),
  fieldBase.extend({ input: z.enum(['line', 'text']), most: z.number() }),
]);

const choice = line.extend({ says: z.string().exactOptional() });

/** A card as it was kept until it could be sent. */
export const storedCard: z.ZodType<Card> = z.object({
  title: z.string().exactOptional(),
  text: z.array(z.string()),
  quotes: z.array(z.object({ words: z.string(), source: z.string() })).exactOptional(),
  facts: z.array(line.extend({ value: z.string(), bars: z.array(bar).exactOptional() })).exactOptional(),
  list: z.array(z.string()).exactOptional(),
  paste: z.string().exactOptional(),
  links: z.array(line.extend({ url: z.string() })).exactOptional(),
  ask: z.string().exactOptional(),
  choices: z.array(choice).exactOptional(),
  of: z.string().exactOptional(),
  shortcuts: z.array(line.extend({ says: z.string(), of: z.string() })).exactOptional(),
  form: z.object({ fields: z.array(field), submit: choice }).exactOptional(),
  file: z.object({ name: z.string(), type: z.string(), content: z.string() }).exactOptional(),
});

/** The cards of a turn that were kept until they were sent. */
export const storedCards = z.array(storedCard);
