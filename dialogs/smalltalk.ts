import { type Card, say } from '../src/cards/card.js';
import type { Message, Services } from '../src/conversation/dialog.js';
import { officeLine, reachWords } from './contacts.js';
import { helpWords, humanCard, privacyCard } from './help.js';

/** A short answer to what is not a question: greetings, thanks, "are you a robot". */
export function smalltalkCard(label: string, message: Message, services: Services): Card {
  const { school } = services.policy;
  switch (label) {
    case 'smalltalk/hello':
      return say(
        `Hello. I am the computer program of ${school.name} for its social media policy.`,
        'Ask me a question, tell me about an upsetting post, or say help.',
      );
    case 'smalltalk/thanks':
      return say('You are welcome. I am here if something else comes up.');
    case 'smalltalk/bye':
      return say('Goodbye. You can write to me again at any time.');
    case 'smalltalk/bot':
      return say(
        `I am a computer program run by ${school.name}, not a person. Nobody watches this chat round the clock.`,
        'I only say what people at the school have written down for me. In an emergency call 999.',
      );
    case 'smalltalk/human':
      return humanCard(services);
    case 'smalltalk/privacy':
      return privacyCard(services);
    case 'mine/held':
      return say(
        'I keep the reports that you have sent. Say my reports to see them.',
        'If you asked for a call, I keep your name and the time. A question that you passed on is kept without your name.',
        `To see or delete what the school holds about you, ask the school. ${reachWords(school.contacts.dataProtection)}`,
        `You can complain about how your data is used in the same way. ${officeLine(school)}`,
      );
    case 'smalltalk/capabilities':
      return helpWords(message, services);
    default:
      return say('All right. Say help if you want to see what I can do.');
  }
}
