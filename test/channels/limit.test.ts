import assert from 'node:assert/strict';
import { SendTimedOut, within } from '../../src/channels/limit.js';

describe('the limit on sending', () => {
  it('gives the result of what ends in time', async () => {
    assert.equal(await within(1000, Promise.resolve('sent')), 'sent');
  });

  it('does not wait for what never ends', async () => {
    await assert.rejects(within(5, new Promise(() => undefined)), SendTimedOut);
  });

  it('passes on what fails', async () => {
    await assert.rejects(within(1000, Promise.reject(new Error('refused'))), /refused/);
  });
});
