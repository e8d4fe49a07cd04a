import type { Card } from '../src/cards/card.js';
import type { Services } from '../src/conversation/dialog.js';
import { officeLine } from './contacts.js';
import { privacyCard } from './help.js';

/** Pages that anybody may open: Teams asks an app for a page about itself and one about privacy. */
export const pages: Readonly<Record<'about' | 'privacy', (services: Services) => Card>> = {
  about: ({ policy }) => ({
    title: `Lollipop, for ${policy.school.name}`,
    text: [
      `Lollipop is a computer program run by ${policy.school.name}. It is not a person. If someone is in danger, call 999.`,
      `It explains the ${policy.school.policy.title}, takes reports of upsetting posts, and says how to complain.`,
      'Please use it for that and for nothing else. Please do not send it pictures or children’s names.',
      officeLine(policy.school),
    ],
  }),
  privacy: privacyCard,
};
