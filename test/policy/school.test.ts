import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeople } from '../../src/people.js';
import { loadPolicy } from '../../src/policy/policy.js';
import { defaultRoleOn, documentOf, loadSchool } from '../../src/policy/school.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { argyle, folder } from './argyle.js';

/** A copy of the seed school with some words of one file changed. */
function changed(file: string, from: string, to: string): string {
  const copy = join(temporaryFolder(), 'argyle');
  cpSync(folder, copy, { recursive: true, filter: (path) => !/utterances|model/.test(path) });
  cpSync('data/shared', join(copy, '..', 'shared'), {
    recursive: true,
    filter: (path) => !path.includes('utterances'),
  });
  const text = readFileSync(join(copy, file), 'utf8');
  assert.ok(text.includes(from), `${file} does not hold: ${from}`);
  writeFileSync(
    join(copy, file),
    text.replace(from, () => to),
  );
  return copy;
}

function faults(file: string, from: string, to: string): string {
  const loaded = loadPolicy(changed(file, from, to));
  return loaded.ok ? 'no fault' : loaded.faults.join('\n');
}

/** school.yaml with a contact filled in. */
function reaching(key: string, reach: string): string {
  const text = readFileSync(join(folder, 'school.yaml'), 'utf8');
  const [whole = ''] = text.match(new RegExp(`  ${key}:\\n(?:    .*\\n)*?    reach: null\\n`)) ?? [];
  return changed('school.yaml', whole, whole.replace('reach: null', `reach: [${reach}]`));
}

describe('school', () => {
  it('is Argyle, with its policy and the one contact that the policy gives', () => {
    const { name, policy, contacts, timezone, termDates } = argyle.school;
    assert.equal(name, 'Argyle Primary School');
    assert.equal(policy.title, 'Social Media Policy 2023-24');
    assert.equal(policy.agreed, '2024-02-01');
    assert.equal(timezone, 'Europe/London');
    assert.deepEqual(termDates, []);
    const configured = Object.values(contacts).filter(({ reach }) => reach.length > 0);
    assert.deepEqual(
      configured.map(({ reach }) => reach),
      [[{ email: 'admin@argyle.camden.sch.uk' }]],
    );
  });

  it('says what is missing in plain words with the key', () => {
    const missing = argyle.missing();
    assert.ok(
      missing.includes('how to reach the chair of governors (school.yaml, contacts.chairOfGovernors)'),
    );
    assert.ok(
      missing.includes(
        'a link to the school complaints procedure (school.yaml, documents.complaints_procedure)',
      ),
    );
    assert.ok(missing.includes('the term dates (school.yaml, termDates)'));
    assert.ok(!missing.some((line) => line.includes('contacts.office')));
    const filled = loadPolicy(reaching('chairOfGovernors', '{ email: chair@governors.example }'));
    assert.ok(filled.ok);
    assert.ok(!filled.value.missing().some((line) => line.includes('chairOfGovernors')));
  });

  it('has words for a document without a link', () => {
    assert.equal(
      documentOf(argyle.school, 'complaints_procedure').missing,
      'I do not have a link to the school complaints procedure. Please ask the school office for it.',
    );
  });

  it('gives whoever is not listed the role of the channel', () => {
    assert.equal(defaultRoleOn(argyle.school, 'msteams'), 'staff');
    assert.equal(defaultRoleOn(argyle.school, 'whatsapp'), 'parent');
    assert.equal(defaultRoleOn(argyle.school, 'constructor'), 'parent');
  });

  it('names no people', () => {
    const loaded = loadPeople(join(folder, 'people.yaml'));
    assert.ok(loaded.ok);
    for (const role of ['headteacher', 'dsl', 'staff'] as const)
      assert.deepEqual(loaded.people.holding(role), []);
  });

  it("refuses the office's or the Headteacher's address for the chair, the clerk and the LADO", () => {
    for (const key of ['chairOfGovernors', 'clerk', 'lado']) {
      const loaded = loadSchool(reaching(key, '{ email: Admin@argyle.camden.sch.uk }'));
      assert.deepEqual(loaded, {
        ok: false,
        faults: [
          `school.yaml: contacts.${key}.reach: must not be an address of the school office: concerns about the Headteacher go there`,
        ],
      });
    }
    assert.ok(loadSchool(reaching('dsl', '{ email: admin@argyle.camden.sch.uk }')).ok);
  });

  it('refuses a default role with rights', () => {
    assert.match(
      faults('school.yaml', 'msteams: staff', 'msteams: headteacher'),
      /defaultRoles.msteams: can only be/,
    );
  });

  it('names the file and the key of a fault, and all faults at once', () => {
    assert.match(
      faults('school.yaml', 'draftHours: 24', 'draftHours: "24"'),
      /school.yaml: retention.draftHours: /,
    );
    assert.match(faults('school.yaml', '  clerk:', '  secretary:'), /school.yaml: contacts/);
    assert.match(faults('school.yaml', 'Europe/London', 'Europe/Camden'), /timezone: is not a time zone/);
    const copy = changed('school.yaml', 'agreed: "2024-02-01"', 'agreed: "last year"');
    writeFileSync(join(copy, 'clauses.json'), 'no json [');
    writeFileSync(join(copy, 'answers.yaml'), '- id: one\n  title: One\n');
    const loaded = loadPolicy(copy);
    assert.ok(!loaded.ok);
    const said = loaded.faults.join('\n');
    for (const fault of [/school.yaml: policy.agreed: /, /clauses.json: /, /answers.yaml: one.summary: /]) {
      assert.match(said, fault);
    }
  });

  it('checks the answers against the policy, the clauses and the shared files', () => {
    const found = (from: string, to: string) => faults('answers.yaml', from, to);
    assert.match(found('clauses: [police]', 'clauses: [breach]'), /the clause police has 0 answers/);
    assert.match(found('clauses: [police]', 'clauses: [breach]'), /the clause breach has 2 answers/);
    assert.match(found('clauses: [police]', 'clauses: [police, polis]'), /police: polis is not a clause/);
    assert.match(
      found('a minimum age of 13 (note', 'a minimum age of 14 (note'),
      /min-age: this quote is not in policy/,
    );
    assert.match(found('help: [nspcc]', 'help: [nspc]'), /further-contacts: nspc is not a help line/);
    assert.match(
      found('documents: [acceptable_use]', 'documents: [aup]'),
      /answers.yaml: behave-respect.documents/,
    );
    assert.match(found('platform: whatsapp', 'platform: watsap'), /min-age: watsap is not a platform/);
    assert.match(found('- id: police', '- id: breach'), /breach: this id is used twice/);
    assert.match(
      found('  section: Extremism', '  section: Radicals'),
      /its section is not that of the clause/,
    );
    assert.match(found('  title: When the police', '  titel: When the police'), /answers.yaml: police/);
  });

  it('reports a folder that is not there as faults', () => {
    const loaded = loadPolicy(join(folder, 'nowhere'), 'data/shared');
    assert.ok(!loaded.ok);
    assert.equal(loaded.faults.length, 4);
  });
});
