import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postedMessage } from '../../src/channels/posted-message.js';
import { payloadOf } from '../support/message-window.js';

const zone = 'Europe/London';

/** Messages in Teams' mark-up, and what of them is reported. */
const messages: readonly { what: string; content: string; words: string }[] = [
  {
    what: 'paragraphs',
    content: '<p>one &amp; two</p><p>three<br>four</p>',
    words: 'one & two\nthree\nfour',
  },
  {
    what: 'a mention',
    content: '<p><at id="0">Ben Marsh</at>&nbsp;is a liar</p>',
    words: '(a name) is a liar',
  },
  {
    what: 'an answer to somebody',
    content:
      '<blockquote itemscope itemtype="http://schema.skype.com/Reply"><strong>Ben Marsh</strong><p>hello</p></blockquote><p>go away</p>',
    words: 'go away',
  },
  { what: 'a picture', content: '<p>look <img alt="image" src="x"></p>', words: 'look (a picture)' },
  { what: 'an emoji', content: '<p>lol <emoji alt="😂" title="x"></emoji></p>', words: 'lol 😂' },
  {
    what: 'signs',
    content: '<p>&lt;b&gt; &#39;hi&#39; &#x263A; &unknown;</p>',
    words: "<b> 'hi' ☺ &unknown;",
  },
  { what: 'nothing', content: '', words: '' },
];

describe('a message that is reported', () => {
  for (const { what, content, words } of messages) {
    it(`with ${what} is plain words`, () => {
      assert.equal(postedMessage(payloadOf(content), zone)?.words, words);
    });
  }

  it('as plain text is taken as it is', () => {
    const body = { contentType: 'text', content: ' 1 < 2 &amp; ' };
    assert.equal(postedMessage(payloadOf('', 'x', { body }), zone)?.words, '1 < 2 &amp;');
  });

  it('has its time in the school’s zone, and a link without the names of team and channel', () => {
    const linkToMessage =
      'https://teams.microsoft.com/l/message/19:a@thread.tacv2/1?tenantId=t&teamName=Year%204&channelName=Parents';
    const createdDateTime = '2026-07-01T23:30:00Z';
    const post = postedMessage(payloadOf('x', 'x', { linkToMessage, createdDateTime }), zone);
    assert.deepEqual(post?.when, { from: '2026-07-02', time: '00:30' });
    assert.equal(post.link, 'https://teams.microsoft.com/l/message/19:a@thread.tacv2/1?tenantId=t');
    assert.equal(post.sender, 'teams:x');
  });

  it('does without what is missing or is not what it should be', () => {
    const strange = { linkToMessage: 'javascript:alert(1)', createdDateTime: 'soon', from: 7, body: [] };
    assert.deepEqual(postedMessage(payloadOf('x', 'x', strange), zone), { words: '', deleted: false });
    for (const none of [undefined, null, 'text', 7]) assert.equal(postedMessage(none, zone), undefined);
  });

  it('is read in time, whatever is in it', () => {
    for (const piece of ['<', '<blockquote ', '<at>', '&#', '<img alt="', '\n ', '<p']) {
      const began = process.hrtime.bigint();
      postedMessage(payloadOf(piece.repeat(20_000)), zone);
      assert.ok(process.hrtime.bigint() - began < 500_000_000n, piece);
    }
    const mark = fc.constantFrom('<at>', '</at>', '<blockquote>', '</blockquote>', '<p>', '<img', '>', 'Ben');
    fc.assert(
      fc.property(fc.array(fc.oneof(mark, fc.string())), (pieces) => {
        const words = postedMessage(payloadOf(`<at>${pieces.join('')}`), zone)?.words;
        if (!pieces.join('').includes('</at')) assert.equal(words, '(a name)');
      }),
    );
  });
});
