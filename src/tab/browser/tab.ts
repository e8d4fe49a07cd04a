import { frameWords } from '../../../dialogs/tab.js';
import type { Start } from '../shape.js';
import { Data } from './data.js';
import { button, element } from './elements.js';
import { openFrame } from './frame.js';
import { watchIdle } from './idle.js';
import { setTheme, systemTheme } from './theme.js';

/** Opens the page: in Teams with its token, in development as the role that the address names. */
async function open(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const role = asked.get('as');
  document.body.replaceChildren(element('p', { class: 'notice', role: 'status' }, frameWords.loading));
  if (role) {
    setTheme(asked.get('theme') ?? systemTheme());
    return start(new Data(async () => `As ${role}`));
  }
  setTheme(systemTheme());
  const { meetTeams } = await import('./teams.js');
  try {
    const teams = await meetTeams(setTheme);
    setTheme(teams.theme);
    if (teams.place && location.hash === '') history.replaceState(null, '', `#${teams.place}`);
    await start(new Data(async () => `Bearer ${await teams.token()}`));
  } catch {
    notice(frameWords.outsideTeams);
  }
}

async function start(data: Data): Promise<void> {
  const started = await data.get<Start>('start');
  if (!started.ok) return notice(started.words);
  const frame = openFrame(data, started.data);
  const end = watchIdle(
    () => frame.tell(frameWords.idle),
    () => notice(frameWords.cleared),
    () => Date.now(),
  );
  // Who asks is not known any more, so nothing that they were shown stays.
  data.onUnknown = (words) => {
    end();
    notice(words);
  };
}

function notice(words: string): void {
  document.title = frameWords.title;
  document.body.replaceChildren(
    element(
      'main',
      { class: 'notice' },
      element('h1', {}, frameWords.title),
      element('p', { role: 'alert' }, words),
      button(frameWords.again, open),
    ),
  );
}

void open();
