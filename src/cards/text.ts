import type { Card } from './card.js';

/** The card as plain text that stands alone: numbered choices, links written out, quotes in quotation marks. */
export function renderText(card: Card): string {
  const blocks: string[] = [];
  if (card.title) blocks.push(card.title);
  blocks.push(...card.text);
  if (card.paste) blocks.push(card.paste);
  for (const { words, source } of card.quotes ?? []) blocks.push(`"${words}"\n(${source})`);
  if (card.facts?.length) blocks.push(card.facts.map(({ label, value }) => `${label}: ${value}`).join('\n'));
  if (card.list?.length) blocks.push(card.list.map((item) => `- ${item}`).join('\n'));
  if (card.links?.length) blocks.push(card.links.map(({ label, url }) => `${label}: ${url}`).join('\n'));
  if (card.file) blocks.push([card.file.name, card.file.content].filter((part) => part !== '').join('\n'));
  if (card.ask) blocks.push(card.ask);
  if (card.choices?.length) blocks.push(card.choices.map(({ label }, i) => `${i + 1}. ${label}`).join('\n'));
  return blocks.join('\n\n');
}
