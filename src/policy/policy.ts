import { join } from 'node:path';
import type { Role } from '../people.js';
import { type Answer, loadAnswers } from './answers.js';
import { type Clause, loadClauses } from './clauses.js';
import { type Loaded, oneLine, readText } from './datafile.js';
import { type Helpline, helplinesFor, loadHelplines } from './helplines.js';
import { agesStale, loadPlatforms, type Platform } from './platforms.js';
import { contactKeys, documentKeys, loadSchool, reviewOverdue, type School } from './school.js';

/** Everything that the bot may say about the policy. Read once, at start. */
export interface Policy {
  school: School;
  /** The policy as published, white space made single. */
  text: string;
  clauses: readonly Clause[];
  answers: readonly Answer[];
  platforms: readonly Platform[];
  /** The one answer for a clause id; undefined for an id that is no clause. */
  answerFor(clauseId: string): Answer | undefined;
  /** What the school has not configured, one plain line each with the key to fill in. */
  missing(): string[];
  /** Whether the policy's own review is overdue (trap D2). */
  overdue(now: Date): boolean;
  /** Whether the minimum ages are past the day by which they must be checked again. */
  agesOverdue(now: Date): boolean;
  /** The named help lines that are for the role, the emergency services first. */
  helplines(ids: readonly string[], role: Role | undefined): Helpline[];
}

/** The parts of a policy before they are checked against each other. */
interface Parts {
  text: string;
  clauses: readonly Clause[];
  answers: readonly Answer[];
  platforms: readonly Platform[];
  helplines: readonly Helpline[];
}

/**
 * Reads a school's folder, and what all schools share from the folder beside it. Faults of all files
 * are returned together; the parts are checked against each other once each file is sound.
 */
export function loadPolicy(folder: string, shared: string = join(folder, '..', 'shared')): Loaded<Policy> {
  const text = readText(join(folder, 'policy.txt'));
  const clauses = loadClauses(folder);
  const answers = loadAnswers(folder);
  const school = loadSchool(folder);
  const helplines = loadHelplines(shared);
  const platforms = loadPlatforms(shared);
  if (!(text.ok && clauses.ok && answers.ok && school.ok && helplines.ok && platforms.ok)) {
    const loaded = [text, clauses, answers, school, helplines, platforms];
    return { ok: false, faults: loaded.flatMap((part) => (part.ok ? [] : part.faults)) };
  }
  const parts: Parts = {
    text: oneLine(text.value),
    clauses: clauses.value,
    answers: answers.value,
    platforms: platforms.value,
    helplines: helplines.value,
  };
  const faults = faultsBetween(parts);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: policyOf(parts, school.value) };
}

function policyOf(parts: Parts, school: School): Policy {
  const byClause = new Map(parts.answers.flatMap((answer) => answer.clauses.map((id) => [id, answer])));
  return {
    school,
    text: parts.text,
    clauses: parts.clauses,
    answers: parts.answers,
    platforms: parts.platforms,
    answerFor: (clauseId) => byClause.get(clauseId),
    missing: () => missingOf(school, parts.helplines),
    overdue: (now) => reviewOverdue(school, now),
    agesOverdue: (now) => agesStale(parts.platforms, now),
    helplines: (ids, role) => helplinesFor(parts.helplines, ids, role),
  };
}

function missingOf(school: School, helplines: readonly Helpline[]): string[] {
  const unchecked = helplines.filter(
    ({ first, enabled, checkedOn }) => !first && enabled && !checkedOn,
  ).length;
  return [
    ...contactKeys
      .filter((key) => school.contacts[key].reach.length === 0)
      .map((key) => `how to reach ${school.contacts[key].called} (school.yaml, contacts.${key})`),
    ...documentKeys
      .filter((key) => school.documents[key].url === null)
      .map((key) => `a link to ${school.documents[key].title} (school.yaml, documents.${key})`),
    ...(school.policy.url === null ? ['a link to the policy itself (school.yaml, policy.url)'] : []),
    ...(school.website === null ? ["the school's website (school.yaml, website)"] : []),
    ...(school.whatsappNumber === null
      ? ["the bot's own number on WhatsApp (school.yaml, whatsappNumber)"]
      : []),
    ...(school.termDates.length === 0 ? ['the term dates (school.yaml, termDates)'] : []),
    ...(unchecked > 0
      ? [`the day on which ${unchecked} help lines were checked (helplines.yaml, checkedOn)`]
      : []),
  ];
}

function faultsBetween({ text, clauses, answers, platforms, helplines }: Parts): string[] {
  const faults: string[] = [];
  const helplineIds = new Set(helplines.map(({ id }) => id));
  const platformIds = new Set(platforms.map(({ id }) => id));
  for (const [file, list] of [
    ['clauses.json', clauses],
    ['answers.yaml', answers],
    ['helplines.yaml', helplines],
    ['platforms.yaml', platforms],
  ] as const) {
    for (const id of twice(list.map((entry) => entry.id)))
      faults.push(`${file}: ${id}: this id is used twice`);
  }
  for (const clause of clauses) {
    if (!text.includes(clause.text)) faults.push(`clauses.json: ${clause.id}: its text is not in policy.txt`);
    const count = answers.filter((answer) => answer.clauses.includes(clause.id)).length;
    if (count !== 1) faults.push(`answers.yaml: the clause ${clause.id} has ${count} answers instead of one`);
  }
  for (const { id, clauses: ids, section, quote, staffQuote = [], help, notes } of answers) {
    const fault = (what: string) => faults.push(`answers.yaml: ${id}: ${what}`);
    for (const clauseId of ids) {
      const clause = clauses.find((each) => each.id === clauseId);
      if (!clause) fault(`${clauseId} is not a clause`);
      else if (clause.section !== section) fault(`its section is not that of the clause ${clauseId}`);
    }
    for (const words of [...quote, ...staffQuote]) {
      if (!text.includes(words)) fault(`this quote is not in policy.txt: ${words}`);
    }
    for (const line of help) if (!helplineIds.has(line)) fault(`${line} is not a help line`);
    for (const { platform } of notes)
      if (platform && !platformIds.has(platform)) fault(`${platform} is not a platform`);
  }
  return faults;
}

function twice(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}
