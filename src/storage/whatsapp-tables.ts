import type { Knex } from 'knex';

const moment = 24;
const code = 40;
const account = 200;
const messageId = 300;

/**
 * Messages on their way: those that WhatsApp delivered, until their turn is done, and those that are
 * owed to it, until it has taken them. Then the text is erased, and the id stays.
 */
export async function addWhatsApp(trx: Knex.Transaction): Promise<void> {
  await trx.schema.createTable('whatsapp_inbox', (table) => {
    table.increments('id');
    table.string('key', messageId).notNullable().unique();
    table.string('account', account).notNullable();
    table.text('message');
    table.string('said_at', moment).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('next_at', moment);
    table.string('at', moment).notNullable().index('whatsapp_inbox_at');
    table.index(['next_at', 'said_at', 'id'], 'whatsapp_inbox_due');
  });
  await trx.schema.createTable('whatsapp_sending', (table) => {
    table.increments('id');
    table.string('key', 64).notNullable().unique();
    table.string('account', account).notNullable();
    table.text('message');
    /** Set for a message of the outbox, which says itself when to try again. */
    table.string('outbox_key', account);
    table.string('state', code).notNullable();
    table.string('message_id', messageId).index('whatsapp_sending_message');
    table.integer('attempts').notNullable().defaultTo(0);
    table.integer('fault');
    table.string('next_at', moment);
    table.string('at', moment).notNullable().index('whatsapp_sending_at');
    table.index(['state', 'next_at'], 'whatsapp_sending_due');
    table.index(['account', 'state', 'id'], 'whatsapp_sending_account');
  });
}
