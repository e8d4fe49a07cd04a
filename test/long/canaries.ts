import type { Running } from '../support/app.js';
import type { FakeChannel } from '../support/channel.js';

export interface CanaryFigures {
  reports: number;
  stored: number;
  inLogs: number;
  /** In answers to requests, and in what the process printed. */
  inErrors: number;
  inGroups: number;
  /** In messages to anybody but the reporter. */
  inOthersReplies: number;
  /** Messages that went to others at all, alerts above all, so that the figure above could have been another. */
  messagesToOthers: number;
  examples: readonly string[];
}

/** Every string that somebody gives, with a mark of its own in it. */
function said(mark: string): readonly string[] {
  return [
    'report a post',
    'no',
    '2',
    '1',
    '1',
    '2',
    '2',
    '1',
    '1',
    `A parent called ${mark} a name that I will not repeat.`,
    'yes',
    'send',
    'add to my report',
    `It was ${mark} again, see https://social.example/${mark}`,
    'my reports',
    `what does the policy say about ${mark}`,
  ];
}

/** Requests that go wrong, with the mark in them. */
function wrong(mark: string, sound: Readonly<Record<string, unknown>>): { body: string; type: string }[] {
  const json = 'application/json';
  return [
    { body: `{"text":"${mark}"`, type: json },
    { body: JSON.stringify({ ...sound, type: { [mark]: mark } }), type: json },
    { body: JSON.stringify({ ...sound, serviceUrl: mark }), type: json },
    { body: JSON.stringify({ ...sound, text: `${mark} `.repeat(2000) }), type: json },
    { body: mark, type: `text/${mark}` },
  ];
}

/** So many people report, each with marks in every field; where the marks then are, and should not be. */
export async function reportMarked(
  running: Running,
  channel: FakeChannel,
  reports: number,
): Promise<CanaryFigures> {
  const printed: string[] = [];
  const stop = listenToOutput(printed);
  const errors: string[] = [];
  const marks = Array.from({ length: reports }, (_, at) => `qzx${(at + 46_656).toString(36)}v`);
  const head = { id: 'headteacher', name: 'Erin Hall' };
  try {
    await channel.say(head, 'help');
    for (const [at, mark] of marks.entries()) {
      const person = { id: `person-${mark}`, name: `Pat ${mark}` };
      const more = { channelData: { mark }, locale: mark, summary: mark };
      for (const [step, words] of said(mark).entries()) {
        // Some answers are not taken by the channel, and are owed.
        const refused = at % 10 === 3 && step === 9;
        if (refused) channel.mood = { status: 500 };
        await channel.say(person, words, { id: `${mark}-${step}`, more, ...filesAt(step, mark) });
        channel.mood = 'accept';
      }
      const group = { group: true, conversation: `group-${mark}`, id: `${mark}-group`, more };
      await channel.say(person, `someone wrote about ${mark} on facebook`, group);
      const sound = channel.activity(person, mark, { id: `${mark}-wrong`, more });
      for (const { body, type } of wrong(mark, sound)) {
        const answer = await fetch(`${running.url}/api/messages?${mark}`, {
          method: 'POST',
          headers: { 'content-type': type, 'x-mark': mark },
          body,
        });
        errors.push(`${JSON.stringify([...answer.headers])} ${await answer.text()}`);
      }
      errors.push(await (await fetch(`${running.url}/${mark}?${mark}`)).text());
    }
    await running.app.sender.sendDue();
    await channel.say(head, 'help');
  } finally {
    stop();
  }
  const marked = /qzx[0-9a-z]+v/;
  const groups = channel.arrived.filter(({ conversation }) => conversation.startsWith('group'));
  const others = channel.arrived.filter(({ conversation, text, card }) => {
    const own = /^chat-person-(qzx[0-9a-z]+v)$/.exec(conversation)?.[1];
    return (
      !conversation.startsWith('group') &&
      marked.test(JSON.stringify([text, card]).replaceAll(own ?? '-', ''))
    );
  });
  const toOthers = channel.arrived.filter(({ conversation }) => !conversation.startsWith('chat-person'));
  const { total } = await running.app.services.incidents.list({}, 1, 0);
  const logged = running.log.lines.filter((line) => marked.test(line));
  const shown = [...errors, ...printed].filter((words) => marked.test(words));
  const inGroups = groups.filter((one) => marked.test(JSON.stringify(one.text)));
  return {
    reports,
    stored: total,
    inLogs: logged.length,
    inErrors: shown.length,
    inGroups: inGroups.length,
    inOthersReplies: others.length,
    messagesToOthers: toOthers.length,
    examples: [...logged, ...shown, ...[...inGroups, ...others].map(({ text }) => text)].slice(0, 5),
  };
}

/** A picture beside the words, at one step: its name and address are marked too. */
function filesAt(
  step: number,
  mark: string,
): { attachments?: { contentType: string; name: string; contentUrl: string }[] } {
  if (step !== 15) return {};
  return { attachments: [{ contentType: 'image/png', name: mark, contentUrl: `https://x.example/${mark}` }] };
}

/** Everything that this process prints, until it is stopped. */
function listenToOutput(printed: string[]): () => void {
  const streams = [process.stdout, process.stderr] as const;
  const real = streams.map((stream) => stream.write.bind(stream));
  for (const [at, stream] of streams.entries()) {
    stream.write = ((chunk: string | Uint8Array, ...rest: []) => {
      printed.push(String(chunk));
      return real[at]?.(chunk, ...rest) ?? true;
    }) as typeof stream.write;
  }
  return () => {
    for (const [at, stream] of streams.entries())
      if (real[at]) stream.write = real[at] as typeof stream.write;
  };
}
