import { askCard, type Card } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import type { Message, Services } from '../src/conversation/dialog.js';
import { plain } from '../src/language/words.js';
import { safeguardingLines } from './contacts.js';

const dangerChoices = [
  { label: 'No' },
  { label: 'Someone may be in danger' },
  { label: 'A sexual picture of a child' },
];

/** An answer to the danger question that is not a clear no counts as a yes. */
const perhaps =
  /^(?:yes|yeah|yep|y|maybe|perhaps|possibly|i think so|(?:im |i am )?(?:not sure|unsure)|no idea|(?:i )?dont know|idk|might be|could be)\b/;
const no = /^(?:no|nope|nah|n|nobody|no one|noone|none|neither|not really|not in danger)\b/;

/** How sure the recognizer must be of danger (0 to 1) to stop a report whose writer has said that nobody is in danger. */
const sure = 0.8;

/** Danger first: the one question that is asked whatever the first message said. */
export function dangerCard(draft: string, first = true): Card {
  const question = 'is anyone in danger, or is it a sexual or nude picture of someone under 18?';
  return askCard(
    `report:${draft}:danger`,
    first ? `First: ${question}` : question.replace('is', 'Is'),
    dangerChoices,
  );
}

/** What the answer to the danger question is; undefined when it is none. */
export function dangerIn({ said }: Pick<Message, 'said'>): 'safe' | 'danger' | 'indecent_image' | undefined {
  const picked = chosen(said, dangerChoices)?.label;
  if (picked === 'A sexual picture of a child') return 'indecent_image';
  if (picked === 'Someone may be in danger' || perhaps.test(plain(said))) return 'danger';
  return picked === 'No' || no.test(plain(said)) ? 'safe' : undefined;
}

/**
 * Whether danger is only a guess. In the middle of a report a guess must not throw the answers away:
 * 999 is shown, and the person is asked once more.
 */
export function isGuess({ meaning }: Pick<Message, 'meaning'>): boolean {
  return meaning?.route === 'urgent' && meaning.urgent < sure;
}

/** 999 and the DSL, before the danger question is asked once more. */
export function dangerAgain({ policy }: Services): Card {
  return {
    title: 'If anyone is in danger now, call 999',
    text: [
      ...safeguardingLines(policy.school),
      'I am not sure that I understood you. Your answers are still here.',
    ],
  };
}
