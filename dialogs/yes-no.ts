import { plain } from '../src/language/words.js';

const yes = /^(?:ye+s+|yea+h*|yep|yup|y)\b/;
/** Other words of agreement count only when the message is made of nothing else: "please do", not "please don't". */
const agreement =
  /^(?:ok|okay|sure|please|pls|do|go ahead|of course|definitely|absolutely|tell|ask)(?: (?:please|pls|do|it|that|so|tell|ask|them|her|him|the|dsl|headteacher|for|to|a|call|ring|phone|me|now|thanks|thank|you|yes|ok|go|ahead|pass|on|withdraw|x))*$/;
const no =
  /^(?:no+|nope|nah|n|not now|not yet|its ok|its fine|im ok|im fine|(?:please )?(?:dont|do not)|never ?mind|leave it|keep it)\b/;
const doubt =
  /^(?:(?:im |i am )?(?:not sure|unsure)|maybe|perhaps|possibly|(?:i )?(?:dont|do not) know|idk|no idea|hmm+)\b/;
const takenBack = /\b(?:dont|do not|not|never|no|nobody|wait|cant|wont)\b/;

/**
 * What a message answers to a question that is answered with yes or no. Doubtful: it is an answer, and not
 * a clear one. Nothing may be done on a doubtful yes. Undefined: it is no answer.
 */
export function yesOrNo(said: string): 'yes' | 'no' | 'doubtful' | undefined {
  const words = plain(said);
  if (doubt.test(words)) return 'doubtful';
  if (no.test(words)) return 'no';
  if (yes.test(words)) return takenBack.test(words) ? 'doubtful' : 'yes';
  return agreement.test(words) ? 'yes' : undefined;
}

const answerWords = new Set(
  'yes yeah yep yup y no nope nah n ok okay sure please pls do dont not but tell ask them her him the a dsl head headteacher anyone anybody for to call ring phone me now yet thanks thank you it that so go ahead maybe perhaps unsure know i im am never mind wait x'.split(
    ' ',
  ),
);

/** Whether a message is a yes, a no or a doubt and says nothing else, so that nothing needs to be guessed of it. */
export function isOnlyAnswer(said: string): boolean {
  return (
    yesOrNo(said) !== undefined &&
    plain(said)
      .split(' ')
      .every((word) => answerWords.has(word))
  );
}
