import type { Card, Fact, Quote } from './card.js';

/** Longer pieces than this many characters are cut before they are put on pages. */
const longestPiece = 3000;

type Piece = { text: string } | { quote: Quote } | { fact: Fact } | { item: string } | { content: string };

/**
 * The card as several that each fit, in order: nothing is left out. The title stands on the first, the
 * buttons and what is asked on the last.
 */
export function pagesOf(card: Card, fits: (card: Card) => boolean): Card[] {
  if (fits(card)) return [card];
  const { title, text, quotes, facts, list, file, ...end } = card;
  const pages: Card[] = [{ ...(title ? { title } : {}), text: [] }];
  const put = (piece: Piece): void => {
    const page = pages[pages.length - 1] ?? { text: [] };
    const fuller = withPiece(page, piece, card);
    if (fits(fuller)) pages[pages.length - 1] = fuller;
    else pages.push(withPiece({ text: [] }, piece, card));
  };
  for (const one of text) for (const part of cut(one)) put({ text: part });
  for (const quote of quotes ?? []) put({ quote });
  for (const fact of facts ?? []) for (const value of cut(fact.value)) put({ fact: { ...fact, value } });
  for (const one of list ?? []) for (const item of cut(one)) put({ item });
  for (const content of file ? lines(file.content) : []) put({ content });
  const last = pages[pages.length - 1] ?? { text: [] };
  const ended = { ...last, ...end, text: last.text };
  if (fits(ended)) pages[pages.length - 1] = ended;
  else pages.push({ ...end, text: [] });
  return numbered(pages);
}

function withPiece(page: Card, piece: Piece, { file }: Card): Card {
  if ('text' in piece) return { ...page, text: [...page.text, piece.text] };
  if ('quote' in piece) return { ...page, quotes: [...(page.quotes ?? []), piece.quote] };
  if ('fact' in piece) return { ...page, facts: [...(page.facts ?? []), piece.fact] };
  if ('item' in piece) return { ...page, list: [...(page.list ?? []), piece.item] };
  if (!file) return page;
  return { ...page, file: { ...file, content: `${page.file?.content ?? ''}${piece.content}` } };
}

/** The parts of a file say which they are. */
function numbered(pages: readonly Card[]): Card[] {
  const all = pages.filter(({ file }) => file).length;
  let part = 0;
  return pages.map((page) => {
    if (!page.file || all < 2) return page;
    part += 1;
    return { ...page, file: { ...page.file, name: `${page.file.name}, part ${part} of ${all}` } };
  });
}

function lines(content: string): string[] {
  return content.split(/(?<=\n)/).flatMap(cut);
}

function cut(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += longestPiece) parts.push(text.slice(at, at + longestPiece));
  return parts.length > 0 ? parts : [text];
}
