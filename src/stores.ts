import type { Services } from './conversation/dialog.js';
import { PointerStore } from './incidents/pointers.js';
import { QuestionStore } from './incidents/questions.js';
import { IncidentStore } from './incidents/store.js';
import type { Database } from './storage/database.js';
import { OutboxStore } from './storage/outbox.js';
import { SettingStore } from './storage/settings.js';

/** The records that dialogs read and write, on the database or on one turn's work. */
export function storesOn(
  database: Database,
  zone: string,
): Pick<Services, 'incidents' | 'pointers' | 'questions' | 'outbox' | 'settings'> {
  return {
    incidents: new IncidentStore(database, zone),
    pointers: new PointerStore(database),
    questions: new QuestionStore(database, zone),
    outbox: new OutboxStore(database),
    settings: new SettingStore(database),
  };
}
