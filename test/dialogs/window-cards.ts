import { beginMessageReport, hearMessageForm, hearReadBackPress } from '../../dialogs/report-message.js';
import { windowWords } from '../../dialogs/report-message-form.js';
import { notDoneYet, type Page, pressedTwice } from '../../dialogs/report-message-page.js';
import { type Card, say } from '../../src/cards/card.js';
import type { Message, Services } from '../../src/conversation/dialog.js';
import { newTalk } from '../../src/conversation/talk.js';
import type { Role } from '../../src/people.js';
import { type Shown, turnOf } from './follow.js';

const filled = {
  danger: 'No',
  kind: 'Hateful',
  postedBy: 'A pupil',
  affected: 'The school',
  words: 'Rude words.',
  mayContact: 'No',
};

/** What the window of "Report this message" shows of its own, beside the cards that a chat shows too. */
export async function windowCards(services: Services, role: Role): Promise<Shown[]> {
  const saying = (said: string): Message => ({ turn: turnOf(role, said, {}), said, talk: newTalk });
  const first = beginMessageReport({ words: 'x'.repeat(2000), deleted: false }, saying('x'), services);
  const fill = async (values: Readonly<Record<string, string>>): Promise<Page | undefined> =>
    first.open && hearMessageForm(values, first.open, first.known, saying('Rude words.'), services);
  const readBack = await fill(filled);
  const send = async (hasChat: boolean): Promise<Page | undefined> =>
    readBack?.open && hearReadBackPress(readBack.open, readBack.known, saying('Send'), hasChat, services);
  const pages: Record<string, Page | undefined> = {
    opened: first,
    'without danger': await fill({}),
    incomplete: await fill({ danger: 'No' }),
    'read back': readBack,
    'sent without a chat': await send(false),
    'sent with a chat': await send(true),
    'pressed twice': pressedTwice,
    'not done yet': readBack?.open && notDoneYet(readBack.open),
  };
  const labels: Card[] = [
    say(...Object.values(windowWords)),
    ...(first.form ?? []).map(({ label }) => say(label)),
  ];
  return [
    { label: '', path: ['window: around the fields'], role, cards: labels },
    ...Object.entries(pages).map(([path, page]) => ({
      label: '',
      path: [`window: ${path}`],
      role,
      cards: page?.cards ?? [],
    })),
  ];
}
