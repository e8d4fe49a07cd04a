import assert from 'node:assert/strict';
import { Clock, type Running, startApp } from '../../support/app.js';
import { FakeChannel } from '../../support/channel.js';
import { formOffered, reportPost } from '../../support/report-talk.js';
import { Phone } from './phone.js';

const writer = { id: 'GB.1001', name: 'Pat Osei', aadObjectId: 'GB.1001' };
/** In Teams somebody unlisted is staff; here they are a parent on both. */
const listed = (channel: string) => [
  { role: 'parent' as const, name: writer.name, accounts: [`${channel}:${writer.id}`] },
  { role: 'headteacher' as const, name: 'Hana Ross', accounts: [`${channel}:GB.2002`] },
];

/** The incident with its history, without what says on which channel it was told. */
async function recordOf({ app }: Running): Promise<string> {
  const { incidents } = app.services;
  const { incidents: all } = await incidents.list({}, 10, 0);
  const histories = await Promise.all(all.map(({ number }) => incidents.history(number)));
  return JSON.stringify({ all, histories }, undefined, 1).replaceAll(/\b(?:teams|whatsapp):/g, 'channel:');
}

describe('the same report in Teams and on WhatsApp', () => {
  const phone = new Phone({ people: listed('whatsapp'), newId: () => 'draft' });
  const teams = new FakeChannel();
  let inTeams: Running;

  before(async () => {
    await phone.open();
    const clock = new Clock('2026-11-18T10:30:00Z');
    inTeams = await startApp({ people: listed('teams'), clock, newId: () => 'draft' });
    await teams.open(inTeams.url);
  });
  after(async () => {
    await phone.close();
    await inTeams.close();
    await teams.close();
  });

  /** What the writer hears; the Headteacher's alert may arrive meanwhile. */
  const texts = (arrived: readonly { text: string }[]): string =>
    arrived
      .map(({ text }) => text)
      .filter((text) => !text.startsWith('A new report is in the log'))
      .join('\n\n');

  it('is answered alike and becomes the same incident', async () => {
    const onPhone: string[] = [];
    const onTeams: string[] = [];
    await reportPost(async (words) => {
      onPhone.push(texts((await phone.meta.say(writer, words)).arrived));
      return onPhone.at(-1) ?? '';
    });
    await reportPost(async (words) => {
      onTeams.push(texts((await teams.say(writer, words, { channelId: 'msteams' })).arrived));
      return onTeams.at(-1) ?? '';
    });
    assert.ok(onPhone.length > 12);
    const oneByOne = onTeams.filter((words) => !formOffered.test(words));
    assert.deepEqual(onPhone, oneByOne);
    const record = await recordOf(phone.running);
    assert.ok(record.includes('It calls her names.'));
    assert.equal(record, await recordOf(inTeams));
  });
});
