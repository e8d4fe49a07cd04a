import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '../../src/people.js';
import { loadHelplines } from '../../src/policy/helplines.js';
import {
  ageFact,
  ageNote,
  agesStale,
  announcementNote,
  loadPlatforms,
  platformsNamed,
  reportNote,
} from '../../src/policy/platforms.js';
import { tell } from '../../src/policy/tell.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { answer, argyle, now } from './argyle.js';

function platform(id: string) {
  const found = argyle.platforms.find((each) => each.id === id);
  if (!found) throw new Error(`no platform ${id}`);
  return found;
}

function ids(lines: readonly { id: string }[]): string[] {
  return lines.map(({ id }) => id);
}

describe('platforms', () => {
  it('says each checked age with its date, and never one graded C', () => {
    for (const each of argyle.platforms) {
      const note = ageNote(each, now);
      if (!each.age) {
        assert.equal(note, undefined, each.id);
      } else if (each.age.conf === 'C') {
        assert.match(note?.text ?? '', /do not have a checked minimum age/, each.id);
        assert.equal(note?.asOf, undefined);
        assert.doesNotMatch(ageFact(each, now)?.text ?? '', /\d/, each.id);
      } else {
        assert.ok(note?.asOf, each.id);
        assert.ok(note.text.includes(String(each.age.years ?? 'no minimum age')), each.id);
      }
    }
  });

  it('never says report steps graded C', () => {
    const steps = argyle.platforms.flatMap(({ report }) => (report?.conf === 'C' ? [report.words] : []));
    assert.ok(steps.length > 0);
    for (const each of argyle.platforms) assert.ok(!steps.includes(reportNote(each)), each.id);
    assert.match(reportNote(platform('whatsapp')), /choose Report/);
    assert.match(reportNote(platform('google_review')), /not a review you disagree with/);
  });

  it('says the announced change as an announcement, for the platforms that were named', () => {
    const named: [string, RegExp][] = [
      ['tiktok', /TikTok was named as covered/],
      ['x', /X was named as covered/],
      ['whatsapp', /WhatsApp was named as exempt/],
      ['signal', /Signal was named as exempt/],
      ['threads', /Threads was reported/],
    ];
    for (const [id, words] of named) {
      const said = announcementNote([platform(id)], now)?.text ?? '';
      assert.match(said, words);
      assert.match(said, /15 June 2026 the Prime Minister announced.*announcement, not law.*1 July 2026/);
    }
    for (const id of ['discord', 'roblox', 'pinterest', 'telegram', 'google_review']) {
      assert.equal(announcementNote([platform(id)], now), undefined, id);
    }
  });

  it('does not say the announcement before it was made, and says when it has not been checked since', () => {
    const before = new Date('2026-06-14T12:00:00Z');
    assert.equal(announcementNote([platform('tiktok')], before), undefined);
    const later = new Date('2027-02-01T12:00:00Z');
    const said = ageNote(platform('tiktok'), later)?.text ?? '';
    assert.match(said, /due to be checked by 31 January 2027/);
    assert.match(said, /not checked since 1 July 2026 whether it is law/);
    assert.doesNotMatch(said, /is an announcement, not law/);
    assert.equal(agesStale(argyle.platforms, new Date('2027-01-31T12:00:00Z')), false);
    assert.equal(argyle.agesOverdue(later), true);
  });

  it('finds platforms by name and nickname, and no kiss', () => {
    assert.deepEqual(ids(platformsNamed('Is my Insta or TIK TOK ok?', argyle.platforms)), [
      'instagram',
      'tiktok',
    ]);
    assert.deepEqual(ids(platformsNamed('what age for X', argyle.platforms)), ['x']);
    assert.deepEqual(ids(platformsNamed('what age is he meant to be, thanks x', argyle.platforms)), []);
    assert.deepEqual(ids(platformsNamed('finstall a snappy game', argyle.platforms)), []);
  });

  it('adds the age of a platform named in a question about ages, and says WhatsApp once', () => {
    const asked = (question: string, clause = 'min-age') =>
      tell(argyle, answer(clause), { role: 'parent', group: false, question, now })
        .notes.map(({ text }) => text)
        .join('\n');
    assert.match(asked('what age for tiktok'), /TikTok's minimum age as 13/);
    assert.match(asked('how old for roblox'), /no minimum age for Roblox/);
    assert.equal(asked('age for whatsapp').match(/11 April 2024/g)?.length, 1);
    assert.match(asked('age for whatsapp'), /parent manages.*\n.*exempt/);
    assert.equal(asked('tiktok or snapchat').match(/Prime Minister/g)?.length, 1);
    assert.doesNotMatch(asked('what is the age'), /Prime Minister/);
    assert.match(asked('can she have whatsapp', 'respect-age'), /11 April 2024/);
    assert.doesNotMatch(asked('tiktok bedtime', 'bedtime-games'), /13/);
  });
});

describe('help lines', () => {
  it('shows each role its own, and none graded C or switched off', () => {
    const every = [
      '999',
      '101',
      'posh',
      'rhc',
      'nspcc',
      'childline',
      'act-early',
      'dfe-extremism',
      'take-it-down',
    ];
    assert.deepEqual(ids(argyle.helplines(every, 'parent')), [
      '999',
      '101',
      'rhc',
      'nspcc',
      'childline',
      'act-early',
    ]);
    assert.deepEqual(ids(argyle.helplines(every, 'staff')), [
      '999',
      '101',
      'posh',
      'rhc',
      'nspcc',
      'childline',
    ]);
    assert.deepEqual(ids(argyle.helplines(every, 'pupil')), ['999', '101', 'childline']);
    assert.deepEqual(argyle.helplines(every, undefined), argyle.helplines(every, 'parent'));
    for (const role of roles) assert.ok(!ids(argyle.helplines(every, role)).includes('dfe-extremism'), role);
  });

  it('puts 999 first, wherever it is asked for', () => {
    assert.deepEqual(ids(argyle.helplines(['childline', '999'], 'pupil')), ['999', 'childline']);
  });

  it('says how old each line is, and the day of checking once the school has checked', () => {
    for (const line of argyle.helplines(['101', 'nspcc', 'childline', 'samaritans'], 'parent')) {
      assert.match(line.checked ?? '', /^From /, line.id);
    }
    const shared = temporaryFolder();
    const text = readFileSync('data/shared/helplines.yaml', 'utf8');
    writeFileSync(
      join(shared, 'helplines.yaml'),
      text.replaceAll('checkedOn: null', 'checkedOn: "2026-12-01"'),
    );
    const loaded = loadHelplines(shared);
    assert.ok(loaded.ok);
    assert.equal(
      loaded.value.find(({ id }) => id === 'nspcc')?.checked,
      'Checked by the school on 1 December 2026.',
    );
  });

  it('refuses a line graded C, and a platform with an age but no words', () => {
    const shared = temporaryFolder();
    const lines = readFileSync('data/shared/helplines.yaml', 'utf8').replace('conf: A', 'conf: C');
    const platforms = readFileSync('data/shared/platforms.yaml', 'utf8');
    writeFileSync(join(shared, 'helplines.yaml'), lines);
    writeFileSync(
      join(shared, 'platforms.yaml'),
      platforms.replace('{ years: 13, conf: C }', '{ years: 13, conf: B }'),
    );
    assert.deepEqual(loadHelplines(shared), {
      ok: false,
      faults: ['helplines.yaml: helplines.999.conf: only A or B may be shown'],
    });
    assert.deepEqual(loadPlatforms(shared), {
      ok: false,
      faults: ['platforms.yaml: platforms.reddit.age: needs words and asOf'],
    });
  });
});
