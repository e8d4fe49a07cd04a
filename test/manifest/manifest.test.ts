import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import JSZip from 'jszip';
import { z } from 'zod';
import { commandIn } from '../../src/language/commands.js';
import { faultsOf, packApp } from '../../src/manifest/package.js';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

const appId = '11111111-2222-4333-8444-555555555555';
const host = 'bot.school.example';

const manifestSchema = z.looseObject({
  $schema: z.string(),
  manifestVersion: z.string(),
  icons: z.object({ color: z.string(), outline: z.string() }),
  bots: z.tuple([
    z.looseObject({
      botId: z.string(),
      scopes: z.array(z.string()),
      supportsFiles: z.boolean(),
      commandLists: z.array(
        z.looseObject({
          scopes: z.array(z.string()),
          commands: z.array(z.looseObject({ title: z.string() })),
        }),
      ),
    }),
  ]),
  composeExtensions: z.tuple([
    z.looseObject({ botId: z.string(), commands: z.tuple([z.record(z.string(), z.unknown())]) }),
  ]),
  staticTabs: z.array(z.looseObject({ contentUrl: z.string().optional() })),
  validDomains: z.array(z.string()),
  webApplicationInfo: z.looseObject({ id: z.string(), resource: z.string() }),
});

describe('the app package', () => {
  let manifest: z.infer<typeof manifestSchema>;
  let zip: JSZip;

  before(async () => {
    const packed = await packApp({ folder: 'manifest', appId, host, school: 'Argyle "Primary" School' });
    assert.ok(packed.ok, packed.ok ? '' : packed.faults.join('\n'));
    manifest = manifestSchema.parse(packed.manifest);
    zip = await JSZip.loadAsync(packed.zip);
  });

  it('holds the manifest and both icons at the top, and nothing else', async () => {
    assert.deepEqual(Object.keys(zip.files).sort(), ['color.png', 'manifest.json', 'outline.png']);
    const inside: unknown = JSON.parse((await zip.file('manifest.json')?.async('string')) ?? '');
    assert.deepEqual(inside, manifest);
    for (const icon of Object.values(manifest.icons)) {
      assert.deepEqual(await zip.file(icon)?.async('nodebuffer'), readFileSync(join('manifest', icon)));
    }
  });

  it('is on the newest schema that Microsoft has published with its own tool', () => {
    const tool = createRequire(import.meta.url).resolve('@microsoft/app-manifest');
    const versions = readdirSync(join(dirname(tool), 'json-schemas', 'teams'))
      .map((name) => Number(/^v1\.(\d+)$/.exec(name)?.[1] ?? 0))
      .sort((a, b) => b - a);
    assert.equal(manifest.manifestVersion, `1.${versions[0]}`);
    assert.match(manifest.$schema, new RegExp(`/v1\\.${versions[0]}/`));
  });

  it('is refused when it does not fit the schema or is not filled in', async () => {
    const fault = async (change: object): Promise<string> =>
      (await faultsOf({ ...manifest, ...change })).join('\n');
    assert.equal(await fault({}), '');
    assert.match(await fault({ accentColor: 'blue' }), /accentColor/);
    assert.match(await fault({ unheardOf: true }), /additional/);
    assert.match(await fault({ id: '{{appId}}' }), /\{\{appId\}\} is not filled in/);
    const bad = await packApp({ folder: 'manifest', appId: 'no id', host, school: 'A school' });
    assert.ok(!bad.ok);
  });

  it('asks for a bot without files, the message action, the tab and single sign-on on the one host', () => {
    const [bot] = manifest.bots;
    assert.deepEqual(bot.scopes, ['personal', 'team', 'groupChat']);
    assert.equal(bot.supportsFiles, false);
    assert.equal(bot.botId, appId);
    const [extension] = manifest.composeExtensions;
    const [action] = extension.commands;
    assert.equal(extension.botId, appId);
    assert.deepEqual(
      { type: action.type, context: action.context, fetchTask: action.fetchTask },
      { type: 'action', context: ['message'], fetchTask: true },
    );
    assert.ok(manifest.staticTabs.some(({ contentUrl }) => contentUrl === `https://${host}/tab/`));
    assert.deepEqual(manifest.validDomains, [host]);
    assert.deepEqual(manifest.webApplicationInfo, { id: appId, resource: `api://${host}/${appId}` });
  });

  describe('with its commands', () => {
    const channel = new FakeChannel();
    let running: Running;

    before(async () => {
      running = await startApp();
      await channel.open(running.url);
    });

    after(async () => {
      await running.close();
      await channel.close();
    });

    function titlesFor(scope: string): string[] {
      const lists = manifest.bots[0].commandLists.filter(({ scopes }) => scopes.includes(scope));
      return lists.flatMap(({ commands }) => commands.map(({ title }) => title));
    }

    it('lists at most twelve for each scope', () => {
      for (const scope of manifest.bots[0].scopes) {
        const { length } = titlesFor(scope);
        assert.ok(length > 0 && length <= 12, `${scope} has ${length}`);
      }
    });

    it('lists none of the Headteacher’s where others read along', () => {
      const clock = { now: running.clock.now(), zone: 'Europe/London', terms: [], schoolNames: [] };
      for (const title of [...titlesFor('team'), ...titlesFor('groupChat')]) {
        assert.equal(commandIn(title, clock), undefined, title);
      }
      assert.ok(commandIn('Incidents', clock), 'the check would find one');
    });

    it('has an answer to each', async () => {
      const head = { id: 'headteacher', name: 'Head' };
      for (const title of titlesFor('personal')) {
        const { arrived } = await channel.say(head, title);
        assert.ok(arrived.length > 0, title);
        assert.doesNotMatch(arrived.map(({ text }) => text).join(), /not sure|did not understand/, title);
        await channel.say(head, 'cancel');
      }
      for (const title of titlesFor('team')) {
        const { arrived } = await channel.say(head, title, { group: true });
        assert.deepEqual([...new Set(arrived.map(({ conversation }) => conversation))], ['group'], title);
        assert.doesNotMatch(arrived.map(({ text }) => text).join(), /private chat\. If anyone/, title);
      }
    });

    it('points to pages about the bot and about privacy that the bot serves', async () => {
      for (const [page, words] of [
        ['about', /It is not a person/],
        ['privacy', /What I keep/],
      ] as const) {
        const response = await fetch(`${running.url}/${page}`);
        assert.equal(response.status, 200);
        assert.match(await response.text(), words);
      }
    });
  });
});
