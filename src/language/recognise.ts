import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createRecognizer } from './recognizer.js';

const lineSchema = z.object({ id: z.string(), text: z.string(), role: z.string().default('parent') });

/** Reads `{id, text, role}` lines and writes what the bot would make of each (DESIGN section 6). */
async function recogniseLines(): Promise<void> {
  const created = await createRecognizer({
    schoolFolder: process.env.SCHOOL ?? 'data/argyle',
    ...(process.env.ENCODER === undefined ? {} : { encoder: process.env.ENCODER }),
  });
  if (!created.ok) throw new Error(created.fault);
  const { recognizer } = created;
  console.error(recognizer.encoder());
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { id, text, role } = lineSchema.parse(JSON.parse(line));
    const from = performance.now();
    const recognition = await recognizer.recognise(text, role);
    const ms = Math.round((performance.now() - from) * 1000) / 1000;
    process.stdout.write(`${JSON.stringify({ id, ...recognition, ms })}\n`);
  }
  await recognizer.close();
}

await recogniseLines();
