import { z } from 'zod';
import type { Card } from '../cards/card.js';

const line = z.object({ label: z.string() });

/** A card as it was kept until it could be sent. */
export const storedCard: z.ZodType<Card> = z.object({
  title: z.string().exactOptional(),
  text: z.array(z.string()),
  quotes: z.array(z.object({ words: z.string(), source: z.string() })).exactOptional(),
  facts: z.array(line.extend({ value: z.string() })).exactOptional(),
  list: z.array(z.string()).exactOptional(),
  paste: z.string().exactOptional(),
  links: z.array(line.extend({ url: z.string() })).exactOptional(),
  ask: z.string().exactOptional(),
  choices: z.array(line.extend({ says: z.string().exactOptional() })).exactOptional(),
  of: z.string().exactOptional(),
  file: z.object({ name: z.string(), type: z.string(), content: z.string() }).exactOptional(),
});

/** The cards of a turn that were kept until they were sent. */
export const storedCards = z.array(storedCard);
