import { dirname, join } from 'node:path';
import { type DangerWords, readDangerWords } from './danger.js';
import { type Decision, decide, wordless } from './decision.js';
import { createSentenceEncoder, type Encoder } from './encoder.js';
import { inTime } from './in-time.js';
import type { Kind, Route } from './labels.js';
import { type Model, readModel } from './model.js';
import { LONGEST_MESSAGE, shorten } from './normalise.js';
import { alarmsIn, type Parted, piecesIn, takeApart } from './parts.js';
import { forRole, readingForRole } from './roles.js';
import { type Prepared, prepare, preparedByWords, readWith } from './trainer.js';
import { readTrainingData } from './utterances.js';
import { wholeWordLabel } from './whole-words.js';

export type { Kind, Route } from './labels.js';

/** What the recognizer makes of one message. */
export interface Recognition {
  route: Route;
  /** What sort of urgent message, report or complaint, where it matters. */
  kind?: Kind;
  /** The finest label, for example 'urgent/grooming', 'rep/photos', 'policy:min-age'. */
  label: string;
  /** Clause ids, likeliest first; always at least three. */
  clauses: string[];
  /** True when the bot should ask "did you mean" with the first three clauses. */
  clarify: boolean;
  /** True when the safeguarding banner belongs above the answer. */
  banner: boolean;
  /** How sure that the policy bot is the right place, 0 to 1. */
  inscope: number;
  /** How sure that somebody is at risk, 0 to 1. */
  urgent: number;
  /** The parts of a message that says several different things, in order. */
  parts?: Recognition[];
}

export interface Recognizer {
  /**
   * Never throws and never takes long, whatever the text. When the sentence encoder fails, the message is
   * read by its words alone.
   */
  recognise(text: string, role: string): Promise<Recognition>;
  /** For start-up and status: which sentence encoder is in use, or why none is. */
  encoder(): string;
  /** How many readings did without the encoder because it was too slow. */
  hurried?(): number;
  close(): Promise<void>;
}

export interface RecognizerOptions {
  /** The school's folder; the shared sentences and danger words lie in `shared` beside it. */
  readonly schoolFolder: string;
  /** A local folder with another sentence encoder, an encoder, or 'none' for words alone. */
  readonly encoder?: string | Encoder;
  /** Milliseconds that a message waits for the encoder before it is read by its words alone. */
  readonly patience?: number;
  readonly waits?: boolean;
}

/** A turn ends within ten seconds, and its answer has to be sent within that too. */
const PATIENCE = 4000;

const WITHOUT = 'Working without the sentence encoder, on words alone';

/**
 * Loads the trained model and warms the encoder, or with `waits: false` hands out the recognizer before: the encoder
 * is then warmed by `ready` or the first message, and every message waits until it is.
 * @returns the recognizer, or what is wrong with the model and the command that mends it
 */
export async function createRecognizer(
  options: RecognizerOptions,
): Promise<{ ok: true; recognizer: Recognizer; ready: () => Promise<void> } | { ok: false; fault: string }> {
  const { schoolFolder } = options;
  const training = await readTrainingData(schoolFolder);
  if (!training.ok) return training;
  const [read, dangerWords] = await Promise.all([
    readModel(join(schoolFolder, 'model'), training.data.hash),
    readDangerWords(join(dirname(schoolFolder), 'shared', 'danger-words.yaml')),
  ]);
  if (!read.ok) return read;
  const { model } = read;
  const { recognizer, ready } = recognizerOf(
    model,
    dangerWords,
    encoderFor(options.encoder),
    options.patience ?? PATIENCE,
  );
  if (options.waits !== false) await ready();
  return { ok: true, recognizer, ready };
}

function encoderFor(choice: RecognizerOptions['encoder']): Encoder | string {
  if (choice === 'none') return `${WITHOUT}, as set`;
  if (choice === undefined) return createSentenceEncoder();
  return typeof choice === 'string' ? createSentenceEncoder(choice) : choice;
}

/** The encoder after a first sentence, or a line that says why there is none. */
async function warm(encoder: Encoder | string, model: Model): Promise<Encoder | string> {
  if (typeof encoder === 'string') return encoder;
  if (encoder.name !== model.encoder)
    return `${WITHOUT}: the language model was trained with ${model.encoder}. Run: npm run train`;
  try {
    await encoder.embed(['good morning']);
    return encoder;
  } catch {
    return `${WITHOUT}: it could not be loaded`;
  }
}

function recognizerOf(
  model: Model,
  dangerWords: DangerWords,
  first: Encoder | string,
  patience: number,
): { recognizer: Recognizer; ready: () => Promise<void> } {
  let encoder = first;
  let hurried = 0;
  let warming: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    warming ??= warm(first, model).then((warmed) => {
      encoder = warmed;
    });
    return warming;
  };

  const prepared = async (texts: readonly string[]): Promise<Prepared[]> => {
    try {
      const read = await inTime(
        ready().then(() =>
          typeof encoder === 'string' ? texts.map(preparedByWords) : prepare(texts, encoder),
        ),
        patience,
      );
      if (read) return read;
      hurried += 1;
    } catch {
      encoder = `${WITHOUT}: it failed while running`;
    }
    return texts.map(preparedByWords);
  };
  const decideOn = (text: Prepared, role: string): Decision => {
    const variant = text.embedding === undefined ? model.withoutEncoder : model.withEncoder;
    const reading = readWith(variant.machine, text, model.vocabulary, dangerWords);
    const decision = decide(readingForRole(reading, role), variant.thresholds);
    return reading.words === 0 ? wordless(decision) : forRole(decision, role);
  };

  const recognizer: Recognizer = {
    encoder: () => (typeof encoder === 'string' ? encoder : `Sentence encoder: ${encoder.name}`),
    hurried: () => hurried,
    async recognise(text, role) {
      const message = text.slice(0, LONGEST_MESSAGE);
      const short = shorten(message);
      const quick = (piece: string): Decision => decideOn(preparedByWords(piece), role);
      const pieces = piecesIn(short, quick);
      const alarms = alarmsIn(message, short, dangerWords, quick);
      const read = await prepared([short, ...alarms, ...pieces]);
      const [whole, ...rest] = read.map((one) => decideOn(one, role));
      if (whole === undefined) throw new Error('The message was not read');
      const parts = rest.splice(alarms.length);
      const parted = takeApart({ whole, alarms: rest, pieces, parts });
      return asWholeWords(text, recognitionOf(parted));
    },
    async close() {
      await inTime(Promise.resolve(warming), patience);
      if (typeof first !== 'string') await first.close();
    },
  };
  return { recognizer, ready };
}

/** A message that is a whole word ("cancel", "help please") means that and nothing else. */
function asWholeWords(text: string, guessed: Recognition): Recognition {
  const label = wholeWordLabel(text);
  if (label === undefined) return guessed;
  const { clauses, inscope, urgent } = guessed;
  return { route: 'smalltalk', label, clauses, clarify: false, banner: false, inscope, urgent };
}

function recognitionOf(parted: Parted): Recognition {
  const { route, kind, label, clauses, clarify, banner, inscope, urgent, parts } = parted;
  return {
    route,
    ...(kind === undefined ? {} : { kind }),
    label,
    clauses,
    clarify,
    banner,
    inscope,
    urgent,
    ...(parts === undefined ? {} : { parts: parts.map(recognitionOf) }),
  };
}
