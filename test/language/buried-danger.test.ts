import assert from 'node:assert/strict';
import { sharedRecognizer } from '../support/app.js';

/** Danger that is one sentence among calm ones. */
const buried = [
  'Hi, hope you are well. Quick question about the dates for the summer fair. Also my daughter mentioned a man in her game wants to meet her at the park. And is it non uniform on Friday?',
  'Thanks for the photo rules. We loved the assembly. My son came home and said he does not want to be alive. Where do I get the form for the trip?',
  'Can I post the class photo? And what is the age for whatsapp? My nephew showed me a knife he is taking in on Monday. Cheers',
  'Morning. Lovely weather. The PTA meeting is at seven. One of the dads hits his boy, everyone knows, I saw it in the car park. See you later. Do you need cakes?',
  'I have a question about tiktok ages. She is nine. Her friend has it. Everyone seems to. Also someone on there keeps asking her for pictures of herself without a top. What should the age be?',
  'What does the policy say on reviews? I wrote one. It was fair I think. It got taken down. I feel like ending it all to be honest. Anyway who runs the account?',
  'is it ok to have a group for the football lot? we share lifts and times. it works well. one lad told me the coach messages him at night and says its a secret. should i be admin',
  'Just the usual: homework is late, sorry. Dog ate it. Also Jamie has gone missing since four and his phone is off. Can you tell his teacher about the homework?',
  'lots of questions. lunch money, coat, reading book. my mum looks after him. she slaps him when he is naughty and locks him in the cupboard. what time is pick up',
  'how do I mute the group. also where is the school twitter. also a parent posted that he is coming to school with a gun tomorrow. ta',
] as const;

/** Calm stories whose sentences, each alone, could be the beginning of something. */
const calm = [
  'He is eight. He goes up at seven and reads. My husband works nights. Last week he asked for a tablet in his room. What do you advise about games at bedtime?',
  'We came here in the summer and know nobody. The children like it. Our last school had an app for everything. Which account is the official one here?',
  'I help on Tuesdays. One of the little ones hugged me and asked for my number, bless her. Of course I said no. What does the policy say about volunteers and pupils being friends online?',
] as const;

describe('danger in the middle of something else', () => {
  for (const text of buried) {
    it(`is found in: ${text.slice(0, 50)}`, async () => {
      const recognizer = await sharedRecognizer();
      assert.equal((await recognizer.recognise(text, 'parent')).route, 'urgent');
    });
  }

  for (const text of calm) {
    it(`is not found in: ${text.slice(0, 50)}`, async () => {
      const recognizer = await sharedRecognizer();
      assert.equal((await recognizer.recognise(text, 'parent')).route, 'policy');
    });
  }
});
