import { type Card, say } from '../src/cards/card.js';
import type { Services } from '../src/conversation/dialog.js';
import { reachWords, safeguardingLines } from './contacts.js';

/** Said to the person who asked for a call when the message could not be delivered to anybody. */
export function callNotDelivered(sort: 'safeguarding' | 'callback', { policy }: Services): Card {
  const { school } = policy;
  if (sort === 'callback') {
    return say(
      'I could not deliver your request for a call, so the Headteacher has not been told. Nobody else has been told either.',
      reachWords(school.contacts.headteacher),
      'If a child is in danger now, call 999.',
    );
  }
  return say(
    'I could not pass on that you need a call. The DSL (Designated Safeguarding Lead) has not been told yet.',
    ...safeguardingLines(school),
    'If anyone is in danger now, call 999.',
  );
}

/** Said to the person who asked for a call when nobody can say whether the message arrived. */
export function callNotConfirmed(sort: 'safeguarding' | 'callback', { policy }: Services): Card {
  const { school } = policy;
  if (sort === 'callback') {
    return say(
      'I cannot tell whether your request for a call reached the Headteacher. Nobody else has been told.',
      reachWords(school.contacts.headteacher),
      'If a child is in danger now, call 999.',
    );
  }
  return say(
    'I do not know if the DSL (Designated Safeguarding Lead) got the message that you need a call.',
    ...safeguardingLines(school),
    'If anyone is in danger now, call 999.',
  );
}
