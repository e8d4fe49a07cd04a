import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import type { Series } from '../shape.js';
import { colour } from './theme.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

/** Marks for high contrast, where there are too few colours to tell series apart. */
const marks: readonly ((pen: CanvasRenderingContext2D) => void)[] = [
  (pen) => pen.fillRect(0, 0, 8, 8),
  (pen) => pen.fillRect(0, 0, 8, 3),
  (pen) => pen.fillRect(0, 0, 3, 8),
  (pen) => pen.fillRect(2, 2, 4, 4),
  (pen) => {
    pen.fillRect(0, 0, 4, 4);
    pen.fillRect(4, 4, 4, 4);
  },
  (pen) => pen.fillRect(0, 0, 2, 2),
];

/** Stacked bars, drawn in the colours of the present theme. Draw anew when the theme changes. */
export function drawChart(
  canvas: HTMLCanvasElement,
  spans: readonly string[],
  series: readonly Series[],
): { close(): void } {
  const text = colour('text');
  const chart = new Chart(canvas, {
    type: 'bar',
    data: {
      labels: [...spans],
      datasets: series.map(({ label, counts }, at) => ({
        label,
        data: [...counts],
        backgroundColor: fillOf(at),
        borderColor: isContrast() ? text : colour('surface'),
        borderWidth: 1,
        maxBarThickness: 36,
      })),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      scales: {
        x: { stacked: true, ticks: { color: text, maxRotation: 60 }, grid: { display: false } },
        y: {
          stacked: true,
          beginAtZero: true,
          ticks: { color: text, precision: 0 },
          grid: { color: colour('grid') },
        },
      },
      plugins: {
        legend: { position: 'bottom', align: 'start', labels: { color: text, boxWidth: 20, padding: 12 } },
      },
    },
  });
  return { close: () => chart.destroy() };
}

function isContrast(): boolean {
  return document.documentElement.dataset.theme === 'contrast';
}

function fillOf(at: number): string | CanvasPattern {
  const mark = marks[at % marks.length];
  if (!isContrast() || !mark) return colour(`series-${at + 1}`);
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const pen = tile.getContext('2d');
  if (!pen) return colour('text');
  pen.fillStyle = colour('text');
  mark(pen);
  return pen.createPattern(tile, 'repeat') ?? colour('text');
}
