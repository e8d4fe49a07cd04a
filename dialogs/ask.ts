import { z } from 'zod';
import { askCard, type Card, type Choice, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { plain } from '../src/language/words.js';
import { type Role, voiceOf } from '../src/people.js';
import type { Answer } from '../src/policy/answers.js';
import { answerCard } from './answer-card.js';
import { officeLine } from './contacts.js';
import { namesHeadteacher } from './headteacher-named.js';
import { smalltalkCard } from './smalltalk.js';
import { yesOrNo } from './yes-no.js';

const stateSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('which'), offered: z.array(z.string()), said: z.string() }),
  z.object({ step: z.literal('audience'), answer: z.string(), said: z.string() }),
  z.object({ step: z.literal('pass-on'), words: z.string() }),
]);

type State = z.infer<typeof stateSchema>;

export const ask: Dialog = { name: 'ask', version: 1, resume };

const audienceChoices: readonly Choice[] = [
  { label: 'I am a parent or carer' },
  { label: 'I work at the school' },
];
const passOnChoices: readonly Choice[] = [{ label: 'Yes, pass it on' }, { label: 'No, thank you' }];
const noneOfThese: Choice = { label: 'None of these' };

/** How many titles "did you mean" offers. More would not be read. */
const mostOffered = 3;
/** Longer questions are not passed on: a question is a sentence, and a story may name somebody. */
const mostPassedOn = 300;

/** A question about the policy: one answer, a choice of two or three, or the word that it is not in there. */
export function askReply(message: Message, services: Services): Reply {
  const { meaning, turn, said } = message;
  if (!meaning || meaning.route === 'out_of_scope') return outOfScope(message, services);
  if (!meaning.clarify) {
    const answer = services.policy.answerFor(meaning.clauses[0] ?? '');
    return answer ? showAnswer(answer, said, message, services) : outOfScope(message, services);
  }
  const answers = distinctAnswers(meaning.clauses, services).slice(0, mostOffered);
  const choices = [...answers.map(({ title }) => ({ label: title })), noneOfThese];
  const state: State = {
    step: 'which',
    offered: answers.map(({ id }) => id),
    said: said.slice(0, mostPassedOn),
  };
  return {
    cards: [askCard('ask:which', 'I am not sure what you are asking. Did you mean one of these?', choices)],
    open: open(ask, state, turn.now, choices, 'ask:which'),
  };
}

/** Said in the middle of something, these are more likely an answer that was not understood. */
const notInPassing = ['smalltalk/ok', 'smalltalk/bye', 'smalltalk/stop'];

/** The answer to a question in the middle of something else; undefined when the message is not one. */
export async function answerInPassing(message: Message, services: Services): Promise<Card[] | undefined> {
  const { meaning, turn } = message;
  if (!meaning) return undefined;
  if (meaning.route === 'policy' && !meaning.clarify) {
    const answer = services.policy.answerFor(meaning.clauses[0] ?? '');
    return answer && [answerCard(answer, askerRole(message), message.said, turn, services.policy)];
  }
  if (meaning.route === 'smalltalk' && !notInPassing.includes(meaning.label))
    return [smalltalkCard(meaning.label, message, services)];
  return undefined;
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const parsed = stateSchema.safeParse(openDialog.state);
  if (!parsed.success) return undefined;
  const state = parsed.data;
  switch (state.step) {
    case 'which':
      return hearWhich(state, message, services);
    case 'audience': {
      const role = saysRole(message.said, audienceChoices);
      const answer = services.policy.answers.find(({ id }) => id === state.answer);
      if (!role || !answer) return undefined;
      return { cards: [answerCard(answer, role, state.said, message.turn, services.policy)] };
    }
    case 'pass-on':
      return hearPassOn(state.words, message, services);
  }
}

function hearWhich(
  state: Extract<State, { step: 'which' }>,
  message: Message,
  services: Services,
): Reply | undefined {
  const { policy } = services;
  const answers = state.offered.flatMap((id) => policy.answers.find((one) => one.id === id) ?? []);
  const choices = [...answers.map(({ title }) => ({ label: title })), noneOfThese];
  const picked = chosen(message.said, choices)?.label;
  if (picked === noneOfThese.label || /^(?:no|none|nope|neither)\b/.test(plain(message.said))) {
    return notInPolicy(state.said, message, services);
  }
  if (/^(?:yes|yeah|yep|y|ok|okay)$/.test(plain(message.said))) {
    const { now } = message.turn;
    return {
      cards: [askCard('ask:which', 'Which of these did you mean?', choices)],
      open: open(ask, state, now, choices, 'ask:which'),
    };
  }
  const answer = answers.find(({ title }) => title === picked);
  return answer && showAnswer(answer, state.said, message, services);
}

async function hearPassOn(words: string, message: Message, services: Services): Promise<Reply | undefined> {
  const picked = chosen(message.said, passOnChoices)?.label;
  const answer = yesOrNo(message.said);
  if (picked === 'Yes, pass it on' || answer === 'yes') {
    await services.questions.add(words, message.turn.now);
    return {
      cards: [
        say(
          'I have kept your question for the Headteacher, without your name.',
          `I cannot send you the answer, because I do not know who asked. For a reply, write to the school. ${officeLine(services.policy.school)}`,
        ),
      ],
    };
  }
  if (picked === 'No, thank you' || answer === 'no' || answer === 'doubtful') {
    return { cards: [say('Then I have kept nothing of it.')] };
  }
  return undefined;
}

/** One answer, unless it depends on who asks and that is not known: then that is asked once. */
function showAnswer(answer: Answer, said: string, message: Message, services: Services): Reply {
  const role = askerRole(message);
  if (answer.asks === 'role' && role === undefined) {
    const state: State = { step: 'audience', answer: answer.id, said: said.slice(0, mostPassedOn) };
    return {
      cards: [
        askCard('ask:audience', 'The answer depends on who is asking. Which are you?', audienceChoices),
      ],
      open: open(ask, state, message.turn.now, audienceChoices, 'ask:audience'),
    };
  }
  return { cards: [answerCard(answer, role, said, message.turn, services.policy)] };
}

/** The role whose wording fits: configured, the channel's default, or what the question itself says. */
function askerRole({ turn, said }: Message): Role | undefined {
  return turn.person.assumed ? saysRole(said) : voiceOf(turn.person);
}

/** What somebody says of themselves decides wording only, never rights. */
function saysRole(said: string, choices: readonly Choice[] = []): Role | undefined {
  const words = plain(said);
  const picked = chosen(said, choices)?.label;
  if (
    picked === 'I work at the school' ||
    /\b(?:i work at|(?:im|i am|as) an? (?:teacher|ta|governor)|as staff)\b/.test(words)
  ) {
    return 'staff';
  }
  if (
    picked === 'I am a parent or carer' ||
    /\b(?:im|i am|as) an? (?:parent|carer|mum|dad|grandparent)\b/.test(words)
  ) {
    return 'parent';
  }
  return undefined;
}

function outOfScope(message: Message, services: Services): Reply {
  const label = message.meaning?.label ?? 'out_of_scope/other';
  const { school } = services.policy;
  switch (label) {
    case 'out_of_scope/leak':
      return {
        cards: [
          say(
            'I do not tell anybody who has reported or asked something, or whether anybody has.',
            `If you have a worry about a report, write to the school. ${officeLine(school)}`,
          ),
        ],
      };
    case 'out_of_scope/school':
      return {
        cards: [
          say(
            `I cannot answer that. I only know the ${school.policy.title}.`,
            `The school can. ${officeLine(school)}`,
          ),
        ],
      };
    case 'out_of_scope/silent':
      return notInPolicy(message.said, message, services);
    default:
      return {
        cards: [
          say(
            `I can only help with the social media policy of ${school.name}, upsetting posts, and how to complain.`,
            'Say help to see what I can do.',
          ),
        ],
      };
  }
}

/** Only a question is passed on: what tells of something may be about somebody. */
const asks =
  /\?\s*$|^\W*(?:what|whats|who|when|where|why|how|which|can|could|do|does|did|is|are|am|may|should|shall|will|would|if|has|have)\b/i;

/** The policy does not say. The question may be passed on, if the person agrees and it is about nobody. */
function notInPolicy(words: string, message: Message, services: Services): Reply {
  const { school } = services.policy;
  const card = say('The policy does not say.', `The school can tell you. ${officeLine(school)}`);
  const about = namesHeadteacher(words) || /\b(?:mr|mrs|ms|miss|dr)\.? [a-z]/i.test(words);
  if (about || !asks.test(words) || words.length >= mostPassedOn || plain(words).split(' ').length < 3)
    return { cards: [card] };
  const question = `May I pass your question on to the Headteacher, without your name? I would keep these words: “${words}”`;
  return {
    cards: [{ ...card, ask: question, choices: passOnChoices, of: 'ask:pass-on' }],
    open: open(
      ask,
      { step: 'pass-on', words } satisfies State,
      message.turn.now,
      passOnChoices,
      'ask:pass-on',
    ),
  };
}

function distinctAnswers(clauses: readonly string[], services: Services): Answer[] {
  const answers = clauses.flatMap((clause) => services.policy.answerFor(clause) ?? []);
  return answers.filter((one, i) => answers.findIndex(({ id }) => id === one.id) === i);
}
