import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { quotesFor, summaryFor } from '../../src/policy/answers.js';
import { tell } from '../../src/policy/tell.js';
import { answer, argyle, now, sentences, wordings } from './argyle.js';

const published = readFileSync('data/argyle/policy.txt', 'utf8').replace(/\s+/g, ' ');

describe('answers', () => {
  it('has 39 clauses, and each is answered exactly once', () => {
    assert.equal(argyle.clauses.length, 39);
    const answered = argyle.answers.flatMap(({ clauses }) => clauses);
    assert.deepEqual(answered.toSorted(), argyle.clauses.map(({ id }) => id).toSorted());
    for (const { id } of argyle.clauses) assert.ok(argyle.answerFor(id)?.clauses.includes(id), id);
    assert.equal(argyle.answerFor('no-such-clause'), undefined);
  });

  for (const each of argyle.answers) {
    describe(each.id, () => {
      it('quotes policy.txt word for word', () => {
        for (const quote of [...each.quote, ...(each.staffQuote ?? [])])
          assert.ok(published.includes(quote), quote);
      });

      it('has a title that fits a choice', () => {
        assert.ok(each.title.length <= 60 && !each.title.endsWith('.'), each.title);
      });

      it('has two to four sentences, and one to three in a group', () => {
        for (const text of [each.summary, each.parent, each.staff]) {
          if (!text) continue;
          const long = sentences(text).length;
          assert.ok(long >= 2 && long <= 4, `${long} sentences: ${text}`);
        }
        assert.ok(sentences(each.group).length <= 3, each.group);
      });

      it('is in plain words', () => {
        for (const [name, text] of wordings(each)) assertPlain(text, `${each.id} ${name}`);
      });

      it('shows only what the school and the shared files hold', () => {
        const told = tell(argyle, each, { role: 'staff', group: false, question: '', now });
        assert.equal(told.documents.length, each.documents.length);
        for (const document of told.documents) assert.ok(document.missing.includes(document.title));
        for (const contact of told.contacts) assert.ok(contact.reach.length > 0 || contact.missing !== '');
      });
    });
  }

  it('is in plain words wherever else the bot reads them aloud', () => {
    for (const [key, { called, missing }] of Object.entries(argyle.school.contacts)) {
      assertPlain(missing, key);
      assertPlain(called, key);
    }
    assertPlain(argyle.school.documentMissing, 'documentMissing');
    for (const { name, age, announced, report, sheet } of argyle.platforms) {
      for (const text of [age?.words, age?.more, announced, report?.words]) if (text) assertPlain(text, name);
      for (const text of Object.values(sheet.words)) assertPlain(text, 'words');
      const { opening, status, staleStatus } = sheet.announcement;
      for (const text of [opening, status, staleStatus]) assertPlain(text, 'announcement');
    }
    for (const role of ['parent', 'staff', 'headteacher', 'pupil'] as const) {
      const ids = [
        '999',
        '101',
        'posh',
        'rhc',
        'nspcc',
        'childline',
        'ceop',
        'iwf',
        'report-remove',
        'revenge-porn',
      ];
      for (const line of argyle.helplines(
        [...ids, 'act-early', 'true-vision', 'samaritans', 'ofcom'],
        role,
      )) {
        for (const text of [line.for, line.caution, line.checked]) if (text) assertPlain(text, line.id);
      }
    }
  });

  it('gives parents and staff their own wording, and everyone else the one for all', () => {
    const breach = answer('breach');
    assert.equal(summaryFor(breach, 'parent'), breach.parent);
    assert.equal(summaryFor(breach, 'staff'), breach.summary);
    const helpline = answer('orm-helpline');
    assert.equal(summaryFor(helpline, 'staff'), helpline.staff);
    assert.equal(summaryFor(helpline, 'anyone'), helpline.summary);
    assert.notDeepEqual(quotesFor(helpline, 'staff'), quotesFor(helpline, 'parent'));
  });

  it('names the policy, its date and the section as the source', () => {
    const { source } = tell(argyle, answer('police'), { role: 'parent', group: false, question: '', now });
    assert.equal(
      source,
      'Social Media Policy 2023-24, agreed 1 February 2024, section: Social media incidents',
    );
  });

  it('is brief in a group: no contacts and no help lines', () => {
    for (const each of argyle.answers) {
      const told = tell(argyle, each, { role: 'staff', group: true, question: '', now });
      assert.equal(told.summary, each.group);
      assert.deepEqual([told.contacts, told.helplines], [[], []], each.id);
    }
  });
});

/** Short sentences, no idiom of print, and each abbreviation explained in the text that uses it. */
function assertPlain(text: string, where: string): void {
  for (const sentence of sentences(text)) {
    const long = sentence.split(/\s+/).length;
    assert.ok(long <= 25, `${where}: ${long} words: ${sentence}`);
  }
  assert.doesNotMatch(text, /!|\be\.?g\b|\bi\.?e\b|\betc\b|\p{Extended_Pictographic}|[–—]/u, where);
  if (/\b(?:Deputy )?DSLs?\b/.test(text)) assert.match(text, /Designated Safeguarding Lead/, where);
  if (/\bPOSH\b/.test(text)) assert.match(text, /Professionals'? Online Safety Helpline/, where);
  if (/\bLADO\b/.test(text)) assert.match(text, /local authority designated officer/i, where);
  if (/\bFGB\b/.test(text)) assert.match(text, /full governing body/i, where);
}
