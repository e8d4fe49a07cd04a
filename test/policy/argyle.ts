import type { Answer } from '../../src/policy/answers.js';
import { loadPolicy, type Policy } from '../../src/policy/policy.js';

export const folder = 'data/argyle';

/** A day on which the policy's review is overdue and the ages are still fresh. */
export const now = new Date('2026-11-22T12:00:00Z');

/** The seed school, as the bot loads it. */
export const argyle: Policy = loaded();

export function answer(clauseId: string): Answer {
  const found = argyle.answerFor(clauseId);
  if (!found) throw new Error(`no answer for ${clauseId}`);
  return found;
}

/** Every wording of an answer, with its name. */
export function wordings({ summary, parent, staff, group, notes }: Answer): [string, string][] {
  const all: [string, string | undefined][] = [
    ['summary', summary],
    ['parent', parent],
    ['staff', staff],
    ['group', group],
    ...notes.map(({ text }): [string, string] => ['note', text]),
  ];
  return all.flatMap(([name, text]): [string, string][] => (text === undefined ? [] : [[name, text]]));
}

/** The sentences of a text. An address with full stops in it is one word. */
export function sentences(text: string): string[] {
  return text.split(/(?<=[.?])\s+/).filter((sentence) => sentence !== '');
}

function loaded(): Policy {
  const policy = loadPolicy(folder);
  if (!policy.ok) throw new Error(policy.faults.join('\n'));
  return policy.value;
}
