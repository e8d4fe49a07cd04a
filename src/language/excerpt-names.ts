import { familyWords, isNumber, isSelf, lettersOf } from './excerpt-lines.js';

/** What stands for somebody who is named and did not write. */
const someone = 'someone';
const aNumber = 'a number';
const self = 'Me';

/** Names that are also words: they are taken for a name only with a capital letter. */
const alsoWords = new Set(
  `abide amber an april are art as ash august autumn basil bay be bear bell best bill bishop black blue bob bond bow boy brook brown buddy bush butler case cash chance chase chip christian clay cliff cook cookie crystal daisy dale dan dawn day dean destiny do don drew duke earl ever faith fern field finch fin flora forest fox frank game gene ginger glen gold good grace grant gray green grey guy hall harmony harper hazel he heath heather hi hill holly honey hope hunter i in iris is it ivy jack jade jay jean jet joy judge june just king kit knight lake lane lark law lee less lily little long love ma mark mason max may me mercy miles mill mo moon my nick no norm olive on or park pat patience pearl peg penny peter pierce piper poppy potter price prince queen ray read reed rich river rob robin rock rocky rod rose rosemary ruby rusty sage sandy scarlet shade sky so song spring star sterling stone sue summer sunny swan tab terry tiger time to tom trinity up us van victor victory violet ward watt we west white will wood woods wren young`.split(
    ' ',
  ),
);

const phone = /(?<![\p{L}\d])(?:@\d|\+\d|\(0|0|44(?= ?7))[\d\s().-]{6,20}\d(?!\d)/gu;
const dotted = /^\(?\d{1,2}[.-]\d{1,2}[.-]\d{2,4}(?!\d)/;
const address = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,3}/g;
const mention = /@(?!everyone\b|all\b|here\b)[\p{L}\p{M}][\p{L}\p{M}\p{N}_.]*(?: \p{Lu}[\p{L}\p{M}]+)?/gu;

/** Puts "Person A" for the people who write in an excerpt, in the order in which they first write. */
export class Cast {
  readonly #letters = new Map<string, string>();
  readonly #whole: { pattern: RegExp; as: string; length: number }[] = [];
  /** What a word of a name stands for: a person, or "someone" where two share it. */
  readonly #parts = new Map<string, string>();

  constructor(senders: readonly string[]) {
    for (const sender of senders) this.#add(sender);
  }

  /** How many people write. */
  get size(): number {
    return new Set([...this.#letters.values()].filter((one) => one !== self)).size;
  }

  /** What stands for the sender of a line. */
  of(sender: string): string {
    return this.#letters.get(keyOf(sender)) ?? someone;
  }

  /** The words without the name or number of anybody who writes, and without other numbers and addresses. */
  clean(words: string): string {
    let text = words.replace(address, 'an address');
    for (const { pattern, as } of this.#whole) text = text.replace(pattern, as);
    text = text.replace(mention, (found) => this.#asPart(found.slice(1)) ?? someone);
    text = text.replace(phone, (found) => this.#numbered(found));
    return text.replace(/[\p{L}\p{M}]+/gu, (word, at: number) => {
      // The letters that stand for people are not names themselves.
      if (/\bPerson $/.test(text.slice(Math.max(0, at - 7), at))) return word;
      return this.#asPart(word) ?? word;
    });
  }

  #add(sender: string): void {
    const key = keyOf(sender);
    if (isSelf(sender)) {
      this.#letters.set(key, self);
      return;
    }
    if (this.#letters.has(key)) return;
    const as = personName([...this.#letters.values()].filter((one) => one !== self).length);
    this.#letters.set(key, as);
    if (isNumber(sender)) return;
    const letters = lettersOf(sender);
    const core = lettersOf(sender.split('(')[0] ?? '').filter((word) => !familyWords.has(word.toLowerCase()));
    const joined = sender.split(/\s+/).map(lettersOf);
    for (const run of [core, ...joined].filter((one) => one.length > 1)) {
      const pattern = `@?(?<![\\p{L}\\p{M}])${run.map(escaped).join('[^\\p{L}]{1,3}')}(?![\\p{L}\\p{M}])`;
      this.#whole.push({ pattern: new RegExp(pattern, 'giu'), as, length: run.join('').length });
    }
    this.#whole.sort((a, b) => b.length - a.length);
    for (const part of new Set([...letters, letters.join('')].map(folded))) {
      if (part.length < 2 || familyWords.has(part)) continue;
      const taken = this.#parts.get(part);
      this.#parts.set(part, taken === undefined || taken === as ? as : someone);
    }
  }

  #asPart(word: string): string | undefined {
    const plain = folded(word.replace(/[._\d]+/g, ''));
    const stem = this.#parts.has(plain) ? plain : plain.replace(/s$/, '');
    const as = this.#parts.get(stem);
    if (as === undefined || (alsoWords.has(stem) && /^\p{Ll}/u.test(word))) return undefined;
    return stem === plain ? as : `${as}’s`;
  }

  /** Short numbers are help lines (0800 1111), and dotted ones may be days. */
  #numbered(found: string): string {
    if (found.replace(/\D/g, '').length < 9 || dotted.test(found)) return found;
    return this.#letters.get(keyOf(found.replace('@', '+'))) ?? aNumber;
  }
}

function personName(at: number): string {
  return `Person ${at < 26 ? String.fromCodePoint(65 + at) : at + 1}`;
}

/** The same sender however it is written: numbers by their last nine digits, names by their letters. */
function keyOf(sender: string): string {
  if (isNumber(sender)) return sender.replace(/\D/g, '').slice(-9);
  return folded(lettersOf(sender).join(' ') || sender.trim());
}

function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
