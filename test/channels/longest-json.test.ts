import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestJson } from '../../src/channels/draw.js';

describe('the longest that the JSON of a message can be', () => {
  it('is never less than what it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        assert.ok(longestJson(value) >= Buffer.byteLength(JSON.stringify(value), 'utf8'));
      }),
      { seed: 7, numRuns: 2000 },
    );
    const worst = {
      '\u0000\ud800': ['\u0001\u007f\u2028', -Number.MAX_VALUE, -Number.MIN_VALUE, null, true],
    };
    assert.ok(longestJson(worst) >= Buffer.byteLength(JSON.stringify(worst), 'utf8'));
  });
});
