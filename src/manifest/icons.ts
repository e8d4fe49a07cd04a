import { type Pixel, pngOf } from './png.js';

/**
 * The sign of a lollipop person at a British school crossing: a yellow disc with a black rim and bar on a
 * striped stick. Sizes are Teams' own: 192 pixels full bleed with the drawing inside the middle 120, and
 * 32 pixels in white alone on nothing.
 */
const colourSize = 192;
const outlineSize = 32;
/** Each pixel is the mean of so many points in either direction, so that curves are smooth. */
const points = 4;

const ground: Pixel = [18, 59, 99, 255];
const yellow: Pixel = [255, 209, 0, 255];
const black: Pixel = [26, 26, 26, 255];
const white: Pixel = [255, 255, 255, 255];
const nothing: Pixel = [255, 255, 255, 0];

/** The icon that Teams shows in its store and beside messages. */
export function colourIcon(): Buffer {
  return drawn(colourSize, (x, y) => {
    const far = Math.hypot(x - 96, y - 80);
    if (far <= 44) {
      const bar = Math.abs(y - 80) <= 7 && Math.abs(x - 96) <= 28;
      return far > 38 || bar ? black : yellow;
    }
    const stick = Math.abs(x - 96) <= 5 && y > 80 && y <= 156;
    return stick ? (Math.floor((y - 124) / 8) % 2 === 0 ? white : black) : ground;
  });
}

/** The icon of the app bar. */
export function outlineIcon(): Buffer {
  return drawn(outlineSize, (x, y) => {
    const far = Math.hypot(x - 16, y - 12);
    const ring = far <= 11 && far > 9;
    const bar = Math.abs(y - 12) <= 1.5 && Math.abs(x - 16) <= 6;
    const stick = Math.abs(x - 16) <= 1 && y > 22.5 && y <= 31;
    return ring || bar || stick ? white : nothing;
  });
}

function drawn(size: number, colourAt: (x: number, y: number) => Pixel): Buffer {
  return pngOf(size, (column, row) => {
    const seen: Pixel[] = [];
    for (let i = 0; i < points * points; i += 1) {
      const x = column + ((i % points) + 0.5) / points;
      const y = row + (Math.floor(i / points) + 0.5) / points;
      seen.push(colourAt(x, y));
    }
    const mean = (channel: 0 | 1 | 2 | 3) =>
      Math.round(seen.reduce((sum, pixel) => sum + pixel[channel], 0) / seen.length);
    return [mean(0), mean(1), mean(2), mean(3)];
  });
}
