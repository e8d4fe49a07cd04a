import {
  precision,
  recall,
  type Score,
  scoreCorrections,
  scoreDates,
  scoreFacts,
  scoreLanguages,
} from './scored-sets.js';

const facts = scoreFacts();
const languages = scoreLanguages();
const table: Record<string, Score> = {
  dates: scoreDates(),
  ...Object.fromEntries(Object.entries(facts).map(([field, score]) => [`facts: ${field}`, score])),
  corrections: scoreCorrections(),
  'languages: which': languages.language,
  'languages: mixed': languages.mixed,
};

console.log('field                right  wrong  missing  precision  recall');
for (const [name, score] of Object.entries(table)) {
  const numbers = [score.right, score.wrong, score.missing].map((number) => String(number).padStart(5));
  const shares = [precision(score), recall(score)].map((share) =>
    `${(share * 100).toFixed(1)} %`.padStart(8),
  );
  console.log(`${name.padEnd(20)} ${numbers.join('  ')}    ${shares.join('  ')}`);
}

const wanted = process.argv[2];
for (const [name, score] of Object.entries(table)) {
  if (wanted === undefined || !name.includes(wanted)) continue;
  console.log(`\n${name}`);
  for (const line of score.lines) console.log(`  ${line}`);
}
