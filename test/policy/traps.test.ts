import assert from 'node:assert/strict';
import { type Role, roles } from '../../src/people.js';
import { summaryFor } from '../../src/policy/answers.js';
import { type Told, tell } from '../../src/policy/tell.js';
import { answer, argyle, now, wordings } from './argyle.js';

const posh = /helpline@saferinternet\.org\.uk|0344 ?381 ?4772/;

function told(
  clauseId: string,
  role: Role | undefined = 'parent',
  question = '',
  at = now,
  group = false,
): Told {
  return tell(argyle, answer(clauseId), { role, group, question, now: at });
}

function all(shown: Told): string {
  return JSON.stringify(shown);
}

function notes(shown: Told): string {
  return shown.notes.map(({ text, asOf }) => `${text} ${asOf ?? ''}`).join('\n');
}

describe('traps in the policy', () => {
  it('D1: gives every review date and says that they do not agree', () => {
    const dates = told('review-dates');
    for (const date of ['Spring 2023', 'Spring 2025', 'February 2022']) {
      assert.ok(dates.quotes.join(' ').includes(date), date);
      assert.ok(notes(dates).includes(date), date);
    }
    assert.match(notes(dates), /do not agree/);
  });

  it('D2: says that the review is overdue, from the day after it was due, and still answers', () => {
    const lastDay = new Date('2025-05-31T12:00:00Z');
    const dayAfter = new Date('2025-06-01T12:00:00Z');
    assert.equal(argyle.overdue(lastDay), false);
    assert.equal(argyle.overdue(dayAfter), true);
    assert.doesNotMatch(notes(told('review-dates', 'parent', '', lastDay)), /has passed/);
    assert.match(
      notes(told('review-dates', 'parent', '', dayAfter)),
      /due in Spring 2025, and that has passed/,
    );
    assert.match(told('review-dates').summary, /agreed this policy on 1 February 2024/);
  });

  it("D3: says that the note to 'not allowed*' is missing, and invents no exception", () => {
    const friends = told('no-friending');
    assert.match(friends.quotes.join(' '), /not allowed\*/);
    assert.match(notes(friends), /missing from this copy.*ask the Headteacher/);
    assert.match(answer('no-friending').group, /note for it is missing/);
    for (const [, text] of wordings(answer('no-friending'))) {
      assert.doesNotMatch(text, /except|unless|famil|relative|permission/i);
    }
  });

  it('D4: quotes 16 for WhatsApp and says 13 since 11 April 2024 beside it, in a group too', () => {
    for (const group of [false, true]) {
      const ages = told('min-age', 'parent', 'is whatsapp 16?', now, group);
      assert.match(ages.quotes.join(' '), /WhatsApp is 16\+/);
      assert.match(notes(ages), /11 April 2024.*\b13\b/);
    }
    assert.match(answer('min-age').summary, /\b16\b.*\b13\b/);
    assert.match(answer('min-age').group, /\b16\b.*11 April 2024.*\b13\b/);
    assert.match(answer('min-age').summary, /primary school are under both/);
    for (const [, text] of wordings(answer('min-age'))) assert.doesNotMatch(text, /wrong|mistake/i);
  });

  it('D5: says beside each Twitter quote that it is X now, and quotes as written', () => {
    for (const id of ['twitter-official', 'head-responsible', 'twitter-use']) {
      assert.match(told(id).quotes.join(' '), /Twitter/);
      assert.match(notes(told(id)), /X on 23 to 24 July 2023/);
    }
    assert.match(told('staff-not-follow', 'staff').quotes.join(' '), /student accounts/);
    assert.match(notes(told('staff-not-follow', 'staff')), /"student".*"pupil"/);
    assert.match(notes(told('staff-no-discuss', 'staff')), /trust.*does not say which/);
  });

  it('D6: names consequences for pupils and staff only, and says that the policy is silent on the rest', () => {
    for (const role of [...roles, undefined]) {
      assert.match(
        told('breach', role).summary,
        /does not say what happens for parents, governors or volunteers/,
      );
    }
    for (const each of argyle.answers) {
      for (const text of [summaryFor(each, 'parent'), each.group]) {
        assert.doesNotMatch(
          text,
          /\b(?:banned|ban|punish\w*|removed from|lose your|fined?|prosecut\w*|sued?|libel)\b/i,
          each.id,
        );
      }
    }
  });

  it('D7: keeps the sentence with "e.g." whole', () => {
    assert.deepEqual(told('private-groups').quotes, [
      'This applies both to public pages and to private posts, e.g. parent chats, pages or groups.',
    ]);
  });

  it('D8: sharpens nothing: these channels, promptly without a time, up to half', () => {
    assert.match(told('twitter-use').summary, /these channels/);
    const deleting = answer('delete-request');
    for (const text of [deleting.summary, deleting.group]) assert.match(text, /promptly/);
    for (const [, text] of wordings(deleting)) {
      assert.doesNotMatch(
        text,
        /\b(?:hours?|days?|minutes?|weeks?|immediately|at once|today|straight away)\b/i,
      );
    }
    assert.match(deleting.summary, /does not say what promptly means/);
    for (const role of ['parent', 'staff', undefined] as const) {
      assert.match(told('orm-helpline', role).summary, /up to half/);
    }
  });

  it('C1: sends parents to the Headteacher or Deputy DSLs as written, with contacts from the settings', () => {
    const whom = told('further-contacts');
    assert.match(whom.quotes.join(' '), /The Headteacher or Deputy DSL's at the school/);
    assert.match(whom.summary, /the Headteacher or the Deputy DSLs/);
    const { headteacher, deputyDsls, dsl } = argyle.school.contacts;
    assert.deepEqual(whom.contacts, [headteacher, deputyDsls, dsl]);
  });

  it('C2: never gives a parent, a pupil, a group or somebody unknown the contact of POSH', () => {
    for (const each of argyle.answers) {
      for (const role of ['parent', 'parent_rep', 'pupil', undefined] as const) {
        const shown = tell(argyle, each, { role, group: false, question: 'posh number', now });
        assert.doesNotMatch(all(shown), posh, each.id);
      }
      const inGroup = tell(argyle, each, { role: 'staff', group: true, question: 'posh number', now });
      assert.doesNotMatch(all(inGroup), posh, each.id);
    }
    for (const role of ['staff', 'governor', 'headteacher', 'dsl'] as const) {
      assert.match(all(told('orm-helpline', role)), posh);
    }
    assert.deepEqual(
      told('orm-helpline').helplines.map(({ id }) => id),
      ['nspcc', 'rhc'],
    );
    assert.equal(answer('orm-helpline').asks, 'role');
  });

  it('C3: gives the NSPCC main number with its date, no phone hours, and not the number of the old line', () => {
    const whom = told('further-contacts');
    assert.deepEqual(
      whom.helplines.map(({ phone, hours }) => [phone, hours]),
      [['0808 800 5000', 'Email at any time']],
    );
    assert.match(whom.helplines[0]?.checked ?? '', /2020/);
    assert.match(notes(whom), /no number.*could not check/);
    assert.doesNotMatch(JSON.stringify(argyle.answers), /800 ?5002/);
  });

  it('C4: sends no answer about bullying, fake accounts or behaviour to CEOP', () => {
    assert.deepEqual(
      argyle.answers.filter(({ help }) => help.includes('ceop')).map(({ id }) => id),
      [],
    );
    assert.match(
      argyle.helplines(['ceop'], 'parent')[0]?.caution ?? '',
      /not for bullying, fake accounts or hacked/,
    );
  });

  it("C5: wherever concerns or complaints go to the office, it says that the Headteacher's go to the chair", () => {
    for (const id of ['concern-direct', 'complaints-procedure', 'email-official']) {
      assert.match(
        notes(told(id)),
        /about the Headteacher, go to the chair of governors and not to the office/,
      );
    }
    assert.ok(!argyle.school.contacts.chairOfGovernors.missing.includes('@'));
    assert.doesNotMatch(argyle.school.contacts.chairOfGovernors.missing, /office/);
  });

  it('S1: routes by who made the attempt, not by who asks', () => {
    for (const role of ['parent', 'staff', undefined] as const) {
      const { summary } = told('friending-notify', role);
      assert.match(summary, /depends on who made the attempt/);
      assert.match(summary, /child, the Designated Safeguarding Lead \(DSL\)/);
      assert.match(summary, /staff member, the Headteacher/);
    }
    assert.match(
      notes(told('friending-notify')),
      /does not say whom to tell about a governor, volunteer or contractor/,
    );
  });

  it('S3: sends an attempt by the Headteacher to the chair of governors', () => {
    assert.match(notes(told('friending-notify')), /If it was the Headteacher, tell the chair of governors/);
  });

  it('S4, S7: a group answer names nobody and asks for no names where people may be named', () => {
    assert.match(answer('friending-notify').group, /name nobody here/);
    assert.match(answer('pupil-issues').group, /do not name children here/);
  });

  it('S5, S8: link and time first, but never for a sexual image of a child', () => {
    const advice = notes(told('delete-request'));
    assert.match(advice, /note its link, date, time and words/);
    assert.match(advice, /Never do this for a sexual image of a child.*\(DSL\)/);
    assert.match(
      notes(told('police')),
      /Never view, copy, print, share, store or save a sexual image of a child/,
    );
    for (const each of argyle.answers) {
      for (const [name, text] of wordings(each))
        assert.doesNotMatch(text, /screenshot/i, `${each.id} ${name}`);
    }
  });

  it('S6: shows 999 where the answer is about danger', () => {
    assert.equal(told('police').helplines[0]?.phone, '999');
    assert.match(told('police', 'parent', '', now, true).summary, /999/);
  });

  it('S9: extremism names the DSL', () => {
    for (const id of ['prevent-duty', 'parent-extremism']) {
      assert.ok(told(id).contacts.includes(argyle.school.contacts.dsl), id);
    }
  });
});
