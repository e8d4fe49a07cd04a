import { z } from 'zod';
import { windowWords } from '../../dialogs/report-message-form.js';
import type { Known, Page } from '../../dialogs/report-message-page.js';
import { renderAdaptive } from '../cards/adaptive.js';
import { fieldInput, typedMark } from '../cards/adaptive-inputs.js';
import type { Choice } from '../cards/card.js';
import { sayingOf } from '../cards/card.js';
import { plainFallback, plainSpeech } from '../cards/inert.js';
import { renderText } from '../cards/text.js';
import { newTalk, type Open, parseTalk, type Talk } from '../conversation/talk.js';

/**
 * What a button of the window brings back. The window (a task module) keeps nothing on the server: each
 * button carries what the page has so far. Whoever changes that on the way changes their own report alone.
 */
const pressedSchema = z.object({
  page: z.object({
    talk: z.unknown().optional(),
    known: z.object({ poster: z.boolean(), warnedOf: z.string().max(50) }),
  }),
  say: z.string().max(200).optional(),
});

/** What came back from the window. */
export interface Pressed {
  talk: Talk;
  known: Known;
  /** What the button says. Absent: the form was filled in. */
  say?: string;
  /** What was filled in, by the key of the field. */
  values: Readonly<Record<string, string>>;
}

/** What was pressed in the window; undefined when it does not come from one. */
export function pressedIn(data: unknown): Pressed | undefined {
  const pressed = pressedSchema.safeParse(data);
  if (!pressed.success) return undefined;
  const { page, say } = pressed.data;
  const fields = z.record(z.string(), z.unknown()).parse(data);
  const values = Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      typeof value === 'string' ? [[withoutMark(key), value]] : [],
    ),
  );
  return { talk: parseTalk(page.talk), known: page.known, values, ...(say === undefined ? {} : { say }) };
}

/** The answer to Teams that shows the page in the window. */
export function windowFor(page: Page, told: string | undefined): unknown {
  const content = drawn(page, told);
  const value = {
    title: windowWords.title,
    height: 'large',
    width: 'medium',
    card: { contentType: 'application/vnd.microsoft.card.adaptive', content },
  };
  return { task: { type: 'continue', value } };
}

/** The page as one Adaptive Card that stands alone as text too. */
function drawn({ cards, form, open, known }: Page, told: string | undefined): Record<string, unknown> {
  const talk: Talk = { ...newTalk, welcomed: true, ...(open ? { open } : {}), ...(told ? { told } : {}) };
  const page = { talk, known };
  const text = cards.map(({ choices: _, ...card }) => renderText(card)).join('\n\n');
  const links = cards.flatMap((card) => card.links ?? []);
  const { $schema, type, version } = renderAdaptive({ text: [] });
  const submits = form
    ? [{ type: 'Action.Submit', title: windowWords.done, style: 'positive', data: { page } }]
    : choicesOf(open).map((choice) => ({
        type: 'Action.Submit',
        title: choice.label,
        associatedInputs: 'none',
        data: { page, say: sayingOf(choice) },
      }));
  const actions = [
    ...links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
    ...submits,
  ];
  return {
    type,
    $schema,
    version,
    fallbackText: plainFallback(text),
    speak: plainSpeech(text),
    body: [
      ...cards.flatMap(({ links: _links, choices: _choices, ...card }) => renderAdaptive(card).body),
      ...(form ?? []).map(fieldInput),
    ],
    ...(actions.length > 0 ? { actions } : {}),
  };
}

function choicesOf(open: Open | undefined): readonly Choice[] {
  return open?.choices ?? [];
}

function withoutMark(id: string): string {
  return id.startsWith(typedMark) ? id.slice(typedMark.length) : id;
}
