import assert from 'node:assert/strict';
import { answer, argyle } from './argyle.js';

describe('the words of the answers', () => {
  it('says that old figures are old', () => {
    assert.match(
      answer('prohibition-stats').notes[0]?.text ?? '',
      /These figures are old: they are for 2017, and for 2018 up to August/,
    );
    assert.match(answer('prohibition-stats').group, /figures are old/);
  });

  it("keeps the policy's strength: must, should, may, will, discouraged, not allowed", () => {
    const strength: [string, RegExp][] = [
      ['staff-not-follow', /Staff must not follow/],
      ['staff-no-discuss', /should never discuss/],
      ['third-party', /may report.*may also contact/],
      ['police', /may be involved/],
      ['following-staff', /discouraged from following/],
      ['no-friending', /not allowed to be friends/],
      ['delete-request', /will request.*will expect/],
      ['bedtime-games', /should not encourage/],
      ['complaints-procedure', /should be followed/],
      ['respect-age', /advises parents.*wherever possible/],
      ['photo-permission', /must remember/],
      ['staff-extremism', /will not support or promote/],
    ];
    for (const [id, words] of strength) assert.match(answer(id).summary, words, id);
    assert.doesNotMatch(answer('third-party').summary, /\bwill\b/);
    assert.doesNotMatch(answer('police').summary, /\bwill\b/);
  });

  it('gives the one address that the policy gives, the same as the settings', () => {
    const office = argyle.school.contacts.office.reach[0]?.email;
    assert.ok(office);
    assert.ok(answer('email-official').summary.includes(office));
    assert.ok(answer('email-official').group.includes(office));
  });
});
