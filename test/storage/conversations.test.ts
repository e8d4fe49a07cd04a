import assert from 'node:assert/strict';
import { ConversationStore } from '../../src/storage/conversations.js';
import { SettingStore } from '../../src/storage/settings.js';
import { testFolder } from './folder.js';

const now = new Date('2026-11-20T09:00:00Z');
const later = new Date('2026-11-20T09:05:00Z');
const nextDay = new Date('2026-11-21T09:05:00Z');

function personal(conversation: string, serviceUrl = 'https://one.example') {
  return { channel: 'msteams', conversation, personal: true, reference: { serviceUrl } };
}

describe('conversations', () => {
  const folder = testFolder();

  it('give the one-to-one conversation of an account, never a group', async () => {
    const store = new ConversationStore(await folder.open());
    await store.keep('teams:a', { ...personal('group'), personal: false }, later);
    assert.equal(await store.personalOf('teams:a'), undefined);
    await store.keep('teams:a', personal('chat'), now);
    assert.deepEqual(await store.personalOf('teams:a'), personal('chat'));
    assert.equal(await store.personalOf('teams:b'), undefined);
  });

  it('give the newest reference of the newest conversation', async () => {
    const store = new ConversationStore(await folder.open());
    await store.keep('teams:a', personal('chat'), now);
    await store.keep('teams:a', personal('chat', 'https://two.example'), now);
    assert.deepEqual(await store.personalOf('teams:a'), personal('chat', 'https://two.example'));
    await store.keep('teams:a', personal('newer'), later);
    assert.deepEqual(await store.personalOf('teams:a'), personal('newer'));
    await store.keep('teams:a', personal('chat', 'https://two.example'), nextDay);
    assert.deepEqual(await store.personalOf('teams:a'), personal('chat', 'https://two.example'));
  });

  it('are not written down again with each message', async () => {
    const database = await folder.open();
    const store = new ConversationStore(database);
    await store.keep('teams:a', personal('chat'), now);
    await store.keep('teams:a', personal('chat'), later);
    assert.deepEqual(await database('conversation').pluck('at'), [now.toISOString()]);
  });

  it('are forgotten for everybody in them', async () => {
    const store = new ConversationStore(await folder.open());
    await store.keep('teams:a', personal('chat'), now);
    await store.keep('teams:b', personal('other'), now);
    await store.forget('chat');
    assert.equal(await store.personalOf('teams:a'), undefined);
    assert.deepEqual(await store.personalOf('teams:b'), personal('other'));
  });
});

describe('settings', () => {
  const folder = testFolder();

  it('belong to an account and keep the last value', async () => {
    const settings = new SettingStore(await folder.open());
    await settings.set('teams:a', 'digest', 'on');
    await settings.set('teams:a', 'digest', 'off');
    await settings.set('teams:a', 'other', 'x');
    assert.equal(await settings.get('teams:a', 'digest'), 'off');
    assert.equal(await settings.get('teams:b', 'digest'), undefined);
  });
});
