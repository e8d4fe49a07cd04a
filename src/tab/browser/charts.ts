import { chartWords as words } from '../../../dialogs/tab.js';
import type { Charts, Series } from '../shape.js';
import { choice, element } from './elements.js';
import type { Frame, View } from './frame.js';
import { onTheme } from './theme.js';

/** More series than this cannot be told apart in a chart. The table has all of them. */
const mostSeries = 6;

/** The span of time stays as it is while the page is open. */
let period = 'weeks';

/** Reports over time by kind, by platform and by who posted, each with its figures as a table. */
export async function chartsView(frame: Frame): Promise<View> {
  const { drawChart } = await import('./draw.js');
  const place = element('div', {});
  const options = Object.entries(words.periods).map(([value, label]) => ({ value, label }));
  const { field, input } = choice(words.period, options, period);
  let drawn: { close(): void }[] = [];
  const close = (): void => {
    for (const one of drawn) one.close();
    drawn = [];
  };
  let shown: Charts | undefined;

  function draw(): void {
    close();
    if (!shown || shown.total === 0) return;
    for (const canvas of place.querySelectorAll('canvas')) {
      const series = seriesOf(shown, canvas.id);
      drawn.push(drawChart(canvas, shown.spans, few(series)));
    }
  }

  async function load(): Promise<void> {
    const got = await frame.data.get<Charts>('charts', { period });
    shown = got.ok ? got.data : undefined;
    place.replaceChildren(...(got.ok ? content(got.data) : [element('p', { role: 'alert' }, got.words)]));
    if (place.isConnected) draw();
  }
  input.addEventListener('change', () => {
    period = input.value;
    void load().then(() => frame.tell(place.querySelector('p')?.textContent ?? ''));
  });
  await load();
  const theme = onTheme(draw);
  return {
    title: words.title,
    content: [element('div', { class: 'filters' }, field), place],
    opened: draw,
    close: () => {
      theme.stop();
      close();
    },
  };
}

type ChartName = 'kinds' | 'platforms' | 'posters';
const names: readonly ChartName[] = ['kinds', 'platforms', 'posters'];

function seriesOf(charts: Charts, id: string): readonly Series[] {
  const name = names.find((one) => id === `chart-${one}`);
  return name ? charts[name] : [];
}

function content(charts: Charts): HTMLElement[] {
  if (charts.total === 0) return [element('p', {}, words.none)];
  return [
    element('p', {}, `${words.days(charts.days, charts.total)} ${words.nameless}`),
    element('div', { class: 'charts' }, ...names.map((name) => figure(name, charts))),
  ];
}

/** A chart that says in words what it shows, with a table of every figure. */
function figure(name: ChartName, { spans, [name]: series }: Charts): HTMLElement {
  const parts = series.map(({ label, total }) => `${label} ${total}`).join(', ');
  const described = words.described(words[name], parts);
  return element(
    'figure',
    {},
    element('figcaption', {}, element('h3', {}, words[name])),
    element(
      'div',
      { class: 'canvas' },
      element('canvas', { id: `chart-${name}`, role: 'img', 'aria-label': described }, described),
    ),
    element('details', {}, element('summary', {}, words.table), table(words[name], spans, series)),
  );
}

function table(title: string, spans: readonly string[], series: readonly Series[]): HTMLElement {
  const columns = [...series.map(({ label }) => label), words.total];
  const rows = spans.map((span, at) => {
    const counts = series.map(({ counts: line }) => line[at] ?? 0);
    return { span, cells: [...counts, counts.reduce((sum, one) => sum + one, 0)] };
  });
  const sums = series.map(({ total }) => total);
  const last = { span: words.total, cells: [...sums, sums.reduce((sum, one) => sum + one, 0)] };
  return element(
    'div',
    { class: 'wide', tabindex: 0, role: 'region', 'aria-label': title },
    element(
      'table',
      {},
      element('caption', {}, title),
      element(
        'thead',
        {},
        element('tr', {}, ...[words.span, ...columns].map((name) => element('th', { scope: 'col' }, name))),
      ),
      element(
        'tbody',
        {},
        ...[...rows, last].map(({ span, cells }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, span),
            ...cells.map((cell) => element('td', {}, String(cell))),
          ),
        ),
      ),
    ),
  );
}

/** The most frequent ones, and the rest added up. */
function few(series: readonly Series[]): Series[] {
  if (series.length <= mostSeries) return [...series];
  const rest = series.slice(mostSeries - 1);
  const counts = (rest[0]?.counts ?? []).map((_, at) =>
    rest.reduce((sum, one) => sum + (one.counts[at] ?? 0), 0),
  );
  const total = rest.reduce((sum, one) => sum + one.total, 0);
  return [...series.slice(0, mostSeries - 1), { label: words.others, counts, total }];
}
