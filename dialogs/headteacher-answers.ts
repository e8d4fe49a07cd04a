import { askCard, type Choice, say, sayingOf } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { clockOf, type Message, type Reply, type Services } from '../src/conversation/dialog.js';
import { type Order, orderFor } from '../src/language/commands.js';
import { plain } from '../src/language/words.js';
import { actionChosen } from './headteacher-act.js';
import { namesChoices } from './headteacher-export.js';
import { listMore } from './headteacher-list.js';
import { type HeadState, waitFor } from './headteacher-state.js';
import { numbersNamed } from './headteacher-which.js';

/**
 * What an answer makes of an order that waits for it: the order with the answer in it, or a reply.
 * Undefined: the message is no answer.
 */
export async function answered(
  state: HeadState,
  choices: readonly Choice[],
  message: Message,
  services: Services,
): Promise<Order | Reply | undefined> {
  const { said, turn } = message;
  const clock = clockOf(turn, services);
  switch (state.step) {
    case 'which':
      return whichAnswer(state.order, choices, message, services);
    case 'words':
      if (
        /^(?:no|nope|no wait|wait|hang on|stop|not yet|not now|never mind|no not that|not that)$/.test(
          plain(said),
        )
      ) {
        return { cards: [say('I have changed nothing.')] };
      }
      return state.order.command === 'close'
        ? { ...state.order, outcome: said }
        : { ...state.order, note: said };
    case 'action': {
      const picked = actionChosen(said, choices);
      const heard = orderFor('act', said, clock);
      const actions = picked ? [picked] : heard.actions;
      return actions.length > 0 && heard.numbers.length === 0 ? { ...state.order, actions } : undefined;
    }
    case 'period': {
      const { period, all } = orderFor('export', said, clock);
      if (period) return { ...state.order, period };
      return all || /^(?:everything|all|any)/.test(plain(said)) ? { ...state.order, all: true } : undefined;
    }
    case 'day': {
      const { when } = orderFor('remind', said, clock);
      return when ? { ...state.order, when } : undefined;
    }
    case 'names':
      return namesAnswer(state.order, said);
    case 'listed':
      return listMore(state.order, state.next, message, services);
    case 'shown':
      return numberOrButton(state.number, message, services);
    case 'meant':
      return undefined;
  }
}

async function whichAnswer(
  order: Order,
  choices: readonly Choice[],
  message: Message,
  services: Services,
): Promise<Order | Reply | undefined> {
  const numbers = await numbersNamed(message, choices, services);
  if (numbers === 'unclear') {
    const card = say(
      'That could be the place in my list or the incident’s number. Please say the whole reference.',
    );
    return waitFor({ step: 'which', order }, [{ ...card, choices, of: 'headteacher:which' }], message);
  }
  return numbers.length > 0 ? { ...order, numbers } : undefined;
}

/**
 * A typed number can be the place of a button or an incident's number. Where there is such an incident
 * it is asked about, because a wrong button would put into the history what nobody did.
 */
async function numberOrButton(
  shown: number,
  message: Message,
  services: Services,
): Promise<Reply | undefined> {
  const { turn, said, talk } = message;
  const typed = turn.pressed === undefined ? Number(/^\s*(\d{1,2})\s*$/.exec(turn.said)?.[1] ?? 0) : 0;
  const button = talk.open?.choices.find((choice) => sayingOf(choice) === said);
  if (!button || typed === shown || !(await services.incidents.find(typed))) return undefined;
  const choices = [{ label: `Show incident ${typed}`, says: `show ${typed}` }, button];
  const ask = `Do you mean incident ${typed}, or “${button.label}” for incident ${shown}?`;
  return waitFor({ step: 'meant' }, [askCard('headteacher:meant', ask, choices)], message);
}

function namesAnswer(order: Order, said: string): Order | Reply | undefined {
  const words = plain(said);
  const picked = chosen(said, namesChoices)?.label;
  if (picked === 'No file') return { cards: [say('I have made no file.')] };
  if (picked === 'Without names' || /\b(?:without|no names|anonym\w*)\b/.test(words))
    return { ...order, anonymous: true };
  if (picked === 'With names' || /^(?:yes|yeah|yep|y|please|with names|with)\b/.test(words))
    return { ...order, anonymous: false };
  return /^(?:no|nope|stop)\b/.test(words) ? { ...order, anonymous: true } : undefined;
}
