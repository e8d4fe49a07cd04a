import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { argyle } from './argyle.js';

const flows = ['report', 'complaint', 'urgent', 'staff_contact', 'headteacher'] as const;

const rulesSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^R\d+$/),
    quote: z.string().min(1),
    coveredBy: z
      .strictObject({
        answer: z.string().optional(),
        flow: z.enum(flows).optional(),
        notForAnswering: z.string().min(1).optional(),
      })
      .refine((by) => by.answer ?? by.flow ?? by.notForAnswering, 'is covered by nothing'),
  }),
);

const rules = rulesSchema.parse(parse(readFileSync('data/argyle/rules.yaml', 'utf8')));

describe('rules', () => {
  it('lists R1 to R75, each once and in order', () => {
    assert.deepEqual(
      rules.map(({ id }) => id),
      Array.from({ length: 75 }, (_, i) => `R${i + 1}`),
    );
  });

  for (const { id, quote, coveredBy } of rules) {
    it(`${id} is in the policy and covered`, () => {
      assert.ok(argyle.text.includes(quote), quote);
      if (!coveredBy.answer) return;
      const covering = argyle.answers.find((each) => each.id === coveredBy.answer);
      assert.ok(covering, `no answer ${coveredBy.answer}`);
      const quoted = [...covering.quote, ...(covering.staffQuote ?? [])];
      assert.ok(
        quoted.some((words) => words.includes(quote)),
        `${covering.id} does not quote it`,
      );
    });
  }

  it('uses every answer', () => {
    const used = new Set(rules.map(({ coveredBy }) => coveredBy.answer));
    assert.deepEqual(
      argyle.answers.map(({ id }) => id).filter((id) => !used.has(id)),
      [],
    );
  });
});
