import assert from 'node:assert/strict';
import {
  dropExpired,
  groupKeyOf,
  newTalk,
  parseTalk,
  stateKeyOf,
  type Talk,
} from '../../src/conversation/talk.js';
import type { Person } from '../../src/people.js';

const touched = '2026-11-18T10:30:00.000Z';
const talk: Talk = {
  version: 1,
  welcomed: true,
  open: {
    dialog: 'report',
    version: 3,
    state: { answers: { kind: 'insult' } },
    of: 'report:draft:where',
    choices: [{ label: 'WhatsApp' }, { label: 'Report', says: 'report a post' }],
    touched,
  },
  shown: 7,
  told: touched,
};

/** Stored state that is not of this version or not whole. */
const strange: readonly unknown[] = [
  undefined,
  null,
  'talk',
  {},
  { ...talk, version: 2 },
  { ...talk, version: undefined },
  { ...talk, welcomed: 'yes' },
  { ...talk, open: { dialog: 'report' } },
  { ...talk, open: { ...talk.open, touched: 'yesterday' } },
  { ...talk, open: { ...talk.open, choices: ['Yes'] } },
  { ...talk, shown: '7' },
];

const later = (hours: number, ms = 0): Date => new Date(Date.parse(touched) + hours * 3_600_000 + ms);

function person(account: string): Person {
  return { account, name: 'Ada', roles: ['parent'] };
}

describe('what is kept of a talk', () => {
  it('is the same after it was stored, whatever the storage adds', () => {
    assert.deepEqual(parseTalk({ ...JSON.parse(JSON.stringify(talk)), eTag: 'abc' }), talk);
    assert.deepEqual(parseTalk(newTalk), newTalk);
  });

  it('is put aside when it is of another version or not whole', () => {
    for (const stored of strange) assert.deepEqual(parseTalk(stored), newTalk, JSON.stringify(stored));
  });

  it('waits for its hours to the millisecond, and then loses the open dialog alone', () => {
    assert.deepEqual(dropExpired(talk, later(24), 24), { talk, expired: false });
    const { open: _, ...rest } = talk;
    assert.deepEqual(dropExpired(talk, later(24, 1), 24), { talk: rest, expired: true });
    assert.equal(dropExpired(talk, later(2), 1).expired, true);
    assert.deepEqual(dropExpired(rest, later(10_000), 24), { talk: rest, expired: false });
  });

  it('waits when the clock was put back', () => {
    assert.equal(dropExpired(talk, later(-5), 24).expired, false);
  });

  it('belongs to one person in one conversation on one channel', () => {
    const keys = ['msteams', 'whatsapp'].flatMap((channel) =>
      ['here', 'there'].flatMap((id) =>
        ['teams:ada', 'teams:ben'].map((account) =>
          stateKeyOf({ channel, kind: 'personal', id }, person(account)),
        ),
      ),
    );
    const groups = ['here', 'there'].map((id) => groupKeyOf({ channel: 'msteams', kind: 'group', id }));
    assert.equal(new Set([...keys, ...groups]).size, 10);
    for (const key of groups) assert.doesNotMatch(key, /teams:ada/);
  });
});
