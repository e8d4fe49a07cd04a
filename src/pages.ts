import type { Request, Response, Server } from 'restify';
import { pages } from '../dialogs/pages.js';
import { answer } from './answer.js';
import { renderText } from './cards/text.js';
import type { Services } from './conversation/dialog.js';

/** Serves the pages that the app package points to, as plain text, to anybody. */
export function servePages(server: Server, services: Services): void {
  for (const [name, card] of Object.entries(pages)) {
    server.get(`/${name}`, async (_request: Request, response: Response) => {
      answer(response, 200, renderText(card(services)));
    });
  }
}
