import type { Request, Response, Server } from 'restify';
import { pages } from '../dialogs/pages.js';
import { renderText } from './cards/text.js';
import type { Services } from './conversation/dialog.js';

/** Serves the pages that the app package points to, as plain text, to anybody. */
export function servePages(server: Server, services: Services): void {
  for (const [name, card] of Object.entries(pages)) {
    server.get(`/${name}`, async (_request: Request, response: Response) => {
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.setHeader('x-content-type-options', 'nosniff');
      response.sendRaw(200, renderText(card(services)));
    });
  }
}
