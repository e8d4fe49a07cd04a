import assert from 'node:assert/strict';
import type { IncidentFilter } from '../../src/incidents/filter.js';
import { IncidentStore } from '../../src/incidents/store.js';
import { testFolder } from '../storage/folder.js';
import { lineOf, now, report, zone } from './reports.js';

describe('the list of incidents', () => {
  const folder = testFolder();
  let store: IncidentStore;

  beforeEach(async () => {
    store = new IncidentStore(await folder.open(), zone);
    const one = report('1', {
      kind: 'threat',
      platform: 'snapchat',
      postedBy: 'pupil',
      affected: ['pupil'],
      words: 'Fight after school',
    });
    const two = report('2', {
      kind: 'insult',
      platform: 'facebook',
      postedBy: 'parent',
      affected: ['staff', 'school'],
      words: 'Swore 100% of the time, under_score',
    });
    const three = report('3', {
      kind: 'insult',
      platform: 'whatsapp',
      postedBy: 'outside',
      affected: ['parent'],
      words: 'A fight about parking',
    });
    // 23:30 on 9 June in UTC is already 10 June in London.
    await store.confirm(one, () => [], new Date('2026-06-09T23:30:00Z'));
    await store.confirm(two, () => [], new Date('2026-06-11T12:00:00Z'));
    await store.confirm(three, () => [], now);
    await store.move(3, 'close', lineOf('close', now, 'They deleted it'));
  });

  async function numbers(filter: IncidentFilter, limit = 10, offset = 0): Promise<number[]> {
    return (await store.list(filter, limit, offset)).incidents.map(({ number }) => number);
  }

  const cases: [string, IncidentFilter, number[]][] = [
    ['everything, newest first', {}, [3, 2, 1]],
    ['empty lists narrow nothing', { statuses: [], kinds: [], affected: [], words: ' ' }, [3, 2, 1]],
    ['by status', { statuses: ['new', 'open'] }, [2, 1]],
    ['by kind', { kinds: ['insult'] }, [3, 2]],
    ['by platform', { platforms: ['snapchat', 'facebook'] }, [2, 1]],
    ['by poster', { posters: ['outside'] }, [3]],
    ['by any of those affected', { affected: ['pupil', 'school'] }, [2, 1]],
    ['from a day in the school’s zone', { from: '2026-06-10' }, [3, 2, 1]],
    ['to a day in the school’s zone', { to: '2026-06-10' }, [1]],
    ['between days, both inclusive', { from: '2026-06-11', to: '2026-06-11' }, [2]],
    ['by words in any order and case', { words: 'SCHOOL fight' }, [1]],
    ['by one word', { words: 'fight' }, [3, 1]],
    ['by words of the outcome', { words: 'deleted' }, [3]],
    ['by words of the link', { words: 'social.example' }, [3, 2, 1]],
    ['signs stand for themselves', { words: '100%' }, [2]],
    ['an underscore is no wildcard', { words: 'under_score' }, [2]],
    ['a lone wildcard finds itself only', { words: '_' }, [2]],
    ['several conditions at once', { kinds: ['insult'], statuses: ['closed'] }, [3]],
    ['nothing', { kinds: ['hate'] }, []],
  ];

  for (const [what, filter, expected] of cases) {
    it(what, async () => {
      assert.deepEqual(await numbers(filter), expected);
      assert.equal((await store.list(filter, 1, 0)).total, expected.length);
    });
  }

  it('comes in pages', async () => {
    assert.deepEqual(await numbers({}, 2, 0), [3, 2]);
    assert.deepEqual(await numbers({}, 2, 2), [1]);
    assert.deepEqual(await numbers({}, 2, 4), []);
  });
});
