import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import { z } from 'zod';
import { readDangerWords } from './danger.js';
import { createSentenceEncoder } from './encoder.js';
import {
  confusionTable,
  figures,
  type Judged,
  judgedUnseen,
  percent,
  withInterval,
  worstConfusions,
} from './evaluation.js';
import { stem } from './features.js';
import { clauseOf, meaningOf } from './labels.js';
import { ROUTE_TARGETS } from './reading.js';
import { createRecognizer } from './recognizer.js';
import { fitThresholds } from './thresholds.js';
import {
  type Lines,
  type Prepared,
  prepare,
  readUnseen,
  readWith,
  rowOf,
  trainLabels,
  vocabularyOfLines,
} from './trainer.js';
import { readTrainingData, type Utterance } from './utterances.js';

const schoolFolder = process.env.SCHOOL ?? 'data/argyle';
const devFile = 'test/language/dev.jsonl';
/** Sentences of one writer whose voice is in no training file. */
const strangersFile = 'test/language/strangers.jsonl';

const devSchema = z.object({
  text: z.string(),
  role: z.string(),
  route: z.enum(ROUTE_TARGETS),
  also_routes: z.array(z.enum(ROUTE_TARGETS)),
  clauses: z.array(z.string()),
});

type DevLine = z.infer<typeof devSchema>;

const strangerSchema = z
  .object({ text: z.string(), label: z.string() })
  .transform(({ text, label }): DevLine => {
    const clause = clauseOf(label);
    return {
      text,
      role: label.startsWith('rep/') ? 'parent_rep' : 'parent',
      route: meaningOf(label)?.route ?? 'out_of_scope',
      also_routes: [],
      clauses: clause === undefined ? [] : [clause],
    };
  });

async function linesIn(file: string, schema: z.ZodType<DevLine>): Promise<DevLine[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

/** Prints how well people are understood: cross-validation, the development set, baselines and the ablation. */
async function evaluate(): Promise<void> {
  const read = await readTrainingData(schoolFolder);
  if (!read.ok) throw new Error(read.fault);
  const dev = await linesIn(devFile, devSchema);
  const { utterances } = read.data;
  console.log(`${utterances.length} training sentences, ${dev.length} development sentences`);
  await shipped('Development set', dev);
  await shipped('A stranger', await linesIn(strangersFile, strangerSchema));
  const encoder = createSentenceEncoder(process.env.ENCODER);
  const prepared: Prepared[] = [];
  for (const { text } of utterances) prepared.push(...(await prepare([text], encoder)));
  const devPrepared: Prepared[] = [];
  for (const { text } of dev) devPrepared.push(...(await prepare([text], encoder)));
  await encoder.close();
  const dangerWords = await readDangerWords(join(dirname(schoolFolder), 'shared', 'danger-words.yaml'));
  const lines: Lines = { utterances, prepared, vocabulary: vocabularyOfLines(prepared), dangerWords };
  crossValidation(lines);
  console.log(
    '\nWhat each part and each doubling of the sentences buys (development set: route, clause, first three)',
  );
  console.log(row('natural, Bayes, all sentences', bayes(utterances, dev)));
  for (const [part, name] of [
    [8, 'an eighth'],
    [4, 'a quarter'],
    [2, 'half'],
    [1, 'all'],
  ] as const)
    for (const withEmbedding of [false, true])
      console.log(
        row(
          `n-grams${withEmbedding ? ' + embedding' : ''}, ${name} of the sentences`,
          ablation(lines, dev, devPrepared, part, withEmbedding),
        ),
      );
}

function devRoutes({ route, also_routes }: DevLine): Pick<Judged, 'routes'> {
  return { routes: [route, ...also_routes] };
}

function print(lines: readonly Judged[]): void {
  for (const [name, figure] of figures) console.log(`  ${name.padEnd(26)} ${withInterval(figure, lines)}`);
  console.log(confusionTable(lines, ROUTE_TARGETS));
}

/** A set through the recognizer as the bot uses it, with and without the encoder. */
async function shipped(name: string, set: readonly DevLine[]): Promise<void> {
  for (const without of [false, true]) {
    const created = await createRecognizer({
      schoolFolder,
      ...(without ? { encoder: 'none' as const } : {}),
    });
    if (!created.ok) throw new Error(created.fault);
    const judged: Judged[] = [];
    for (const line of set) {
      const decision = await created.recognizer.recognise(line.text, line.role);
      judged.push({ ...devRoutes(line), clauses: line.clauses, decision });
    }
    console.log(`\n${name}, as shipped. ${created.recognizer.encoder()}`);
    print(judged);
    await created.recognizer.close();
  }
}

function crossValidation(lines: Lines): void {
  const unseen = readUnseen(lines, (text) => console.log(`  ${text}`)).withEncoder;
  const thresholds = fitThresholds(unseen);
  console.log('\nCross-validation, each voice read by a classifier that has not met it');
  print(judgedUnseen(unseen, thresholds));
  console.log('\nWorst confusions of the cross-validation');
  for (const line of worstConfusions(unseen, thresholds, 25)) console.log(line);
}

interface Shares {
  readonly route: number;
  readonly first: number;
  readonly three: number;
}

function row(name: string, { route, first, three }: Shares): string {
  return `  ${name.padEnd(52)} ${percent(route)}  ${percent(first)}  ${percent(three)}`;
}

/** Every `part`th sentence trains; the route is that of the best label, without thresholds. */
function ablation(
  { utterances, prepared, dangerWords }: Lines,
  dev: readonly DevLine[],
  devPrepared: readonly Prepared[],
  part: number,
  withEmbedding: boolean,
): Shares {
  const kept = prepared.filter((_, at) => at % part === 0);
  const labels = utterances.filter((_, at) => at % part === 0).map(({ label }) => label);
  const vocabulary = vocabularyOfLines(kept);
  const rows = kept.map((one) => rowOf(one, vocabulary, withEmbedding));
  const machine = trainLabels(rows, labels, vocabulary.buckets.length);
  return sharesOf(dev, (at) => {
    const one = devPrepared[at];
    return one === undefined
      ? []
      : readWith(machine, one, vocabulary, dangerWords).ranked.map(({ label }) => label);
  });
}

/** The baseline: natural's own classifier on stemmed words. */
function bayes(utterances: readonly Utterance[], dev: readonly DevLine[]): Shares {
  const classifier = new BayesClassifier();
  const stems = (text: string): string[] => (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(stem);
  for (const { text, label } of utterances) classifier.addDocument(stems(text), label);
  classifier.train();
  return sharesOf(dev, (at) =>
    classifier.getClassifications(stems(dev[at]?.text ?? '')).map(({ label }) => label),
  );
}

function sharesOf(dev: readonly DevLine[], rankedFor: (at: number) => string[]): Shares {
  let [routes, first, three, asked] = [0, 0, 0, 0];
  dev.forEach((line, at) => {
    const ranked = rankedFor(at);
    const route = meaningOf(ranked[0] ?? '')?.route;
    if (route !== undefined && devRoutes(line).routes.includes(route)) routes += 1;
    if (line.route !== 'policy' || line.clauses.length === 0) return;
    const clauses = ranked.flatMap((label) => clauseOf(label) ?? []);
    asked += 1;
    if (line.clauses.includes(clauses[0] ?? '')) first += 1;
    if (clauses.slice(0, 3).some((clause) => line.clauses.includes(clause))) three += 1;
  });
  return { route: routes / dev.length, first: first / asked, three: three / asked };
}

await evaluate();
