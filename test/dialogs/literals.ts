import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'dialogs';

/**
 * One piece of TypeScript: a comment, a regular expression, or a string in one of three kinds of quotes.
 * Good enough for our own files, in which templates are not nested.
 */
const pieces =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=[(,=:[!&|?{};\n]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

/** A text in the source of a dialog, with `x` for what is filled in. */
export interface Literal {
  file: string;
  text: string;
}

/** Every string of the dialogs that is more than a word: what the bot says, whether or not a test reaches it. */
export function dialogLiterals(): Literal[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return [...source.matchAll(pieces)]
        .map(([, single, double, template]) => single ?? double ?? template ?? '')
        .map((text) => text.replace(/\$\{[^}]*\}/g, 'x').replace(/\\(.)/g, '$1'))
        .filter((text) => / /.test(text))
        .map((text) => ({ file: name, text }));
    });
}
