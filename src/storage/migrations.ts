import type { Knex } from 'knex';
import { addChain } from './chain-tables.js';
import { addPeriodCounts } from './period-count-tables.js';
import type { Migration } from './versions.js';
import { addWhatsApp } from './whatsapp-tables.js';

/** The steps of the database's form, in order. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'incidents, pointers, questions, outbox and conversations',
    async up(trx) {
      await addIncidents(trx);
      await addPointersAndQuestions(trx);
      await addOutbox(trx);
      await addConversations(trx);
    },
  },
  { version: 2, name: 'WhatsApp messages on their way in and out', up: addWhatsApp },
  { version: 3, name: 'the history is a chain', up: addChain },
  { version: 4, name: 'counts of each day and month', up: addPeriodCounts },
  { version: 5, name: 'which reports one alert told of together', up: addGathered },
];

const moment = 24;
const code = 40;
const account = 200;

/** There is no column for a picture or a file, and none for a name but the reporter's. */
async function addIncidents(trx: Knex.Transaction): Promise<void> {
  await trx.schema.createTable('counter', (table) => {
    table.string('name', code).primary();
    table.integer('value').notNullable();
  });
  await trx('counter').insert({ name: 'incident', value: 0 });
  await trx.schema.createTable('incident', (table) => {
    table.integer('number').primary();
    table.string('reference', code).notNullable().unique();
    table.string('draft', account).notNullable().unique();
    table.string('status', code).notNullable();
    table.string('kind', code).notNullable();
    table.string('platform', code).notNullable();
    table.string('visibility', code).notNullable();
    table.string('posted_by', code).notNullable();
    table.string('still_up', code).notNullable();
    table.string('occurred_from', 10);
    table.string('occurred_to', 10);
    table.string('occurred_time', 5);
    table.string('occurred_part', code);
    table.string('reporter_account', account).notNullable();
    table.text('reporter_name').notNullable();
    table.string('reporter_role', code).notNullable();
    table.boolean('may_contact').notNullable();
    table.text('link');
    table.text('words').notNullable();
    table.text('affected').notNullable();
    table.integer('form_version').notNullable();
    table.text('answers').notNullable();
    table.text('outcome');
    table.string('reported_at', moment).notNullable();
    table.string('reported_on', 10).notNullable();
    table.string('changed_at', moment).notNullable();
    table.string('closed_at', moment);
    table.index(['reporter_account', 'reported_at'], 'incident_reporter');
    table.index(['status', 'number'], 'incident_status');
    table.index(['kind', 'number'], 'incident_kind');
    table.index(['platform', 'number'], 'incident_platform');
    // A tally reads this index and nothing else.
    table.index(['reported_on', 'status', 'kind', 'platform', 'posted_by'], 'incident_summary');
  });
  await trx.schema.createTable('history', (table) => {
    table.increments('id');
    table.integer('incident').notNullable().references('number').inTable('incident');
    table.string('at', moment).notNullable();
    table.string('account', account).notNullable();
    table.text('name').notNullable();
    table.string('what', code).notNullable();
    table.text('detail');
    table.index(['incident', 'id'], 'history_incident');
  });
}

/** Neither has a column for what somebody reported; a question has none for who asked it. */
async function addPointersAndQuestions(trx: Knex.Transaction): Promise<void> {
  await trx.schema.createTable('pointer', (table) => {
    table.increments('id');
    table.string('sort', code).notNullable();
    table.string('about', code).notNullable();
    table.string('account', account).notNullable();
    table.text('name').notNullable();
    table.string('role', code).notNullable();
    table.string('at', moment).notNullable();
    table.string('handled_at', moment);
    table.text('handled_by');
  });
  await trx.schema.createTable('question', (table) => {
    table.increments('id');
    table.text('words').notNullable();
    table.string('asked_on', 10).notNullable();
  });
}

async function addOutbox(trx: Knex.Transaction): Promise<void> {
  await trx.schema.createTable('outbox', (table) => {
    table.increments('id');
    table.string('key', account).notNullable().unique();
    table.string('recipient', account);
    table.text('otherwise');
    table.text('card').notNullable();
    table.string('sort', code).notNullable();
    table.boolean('urgent').notNullable();
    table.integer('incident').references('number').inTable('incident');
    table.string('state', code).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('next_at', moment).notNullable();
    table.string('last_fault', account);
    table.string('made_at', moment).notNullable();
    table.string('sent_at', moment);
    table.index(['state', 'next_at'], 'outbox_due');
    table.index(['recipient', 'state'], 'outbox_recipient');
    table.index(['incident'], 'outbox_incident');
  });
}

/** An alert's key outlives the alert, which is purged before the incident. */
async function addGathered(trx: Knex.Transaction): Promise<void> {
  await trx.schema.createTable('gathered', (table) => {
    table.integer('incident').notNullable().references('number').inTable('incident');
    table.string('key', account).notNullable();
    table.primary(['incident', 'key']);
  });
}

async function addConversations(trx: Knex.Transaction): Promise<void> {
  await trx.schema.createTable('bot_state', (table) => {
    table.string('key', account).primary();
    table.text('value').notNullable();
    table.string('etag', code).notNullable();
    table.string('updated_at', moment).notNullable().index('bot_state_updated');
  });
  await trx.schema.createTable('seen', (table) => {
    table.string('key', account).primary();
    table.string('state', code).notNullable();
    table.string('process', code).notNullable();
    table.string('at', moment).notNullable().index('seen_at');
    table.text('replies');
  });
  await trx.schema.createTable('conversation', (table) => {
    table.string('account', account).notNullable();
    table.string('channel', code).notNullable();
    table.string('conversation', account).notNullable();
    table.text('reference').notNullable();
    table.boolean('personal').notNullable();
    table.string('at', moment).notNullable();
    table.primary(['account', 'conversation']);
    table.index(['conversation'], 'conversation_id');
  });
  await trx.schema.createTable('setting', (table) => {
    table.string('account', account).notNullable();
    table.string('name', code).notNullable();
    table.text('value').notNullable();
    table.primary(['account', 'name']);
  });
}
