import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { colourIcon, outlineIcon } from '../../src/manifest/icons.js';

/** Red, green, blue and how opaque, of every pixel of a PNG that filters no row. */
function pixelsOf(png: Buffer): { size: number; pixels: number[][] } {
  assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
  const size = png.readUInt32BE(16);
  assert.equal(png.readUInt32BE(20), size, 'it is a square');
  const start = png.indexOf('IDAT') + 4;
  const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  const pixels: number[][] = [];
  for (let y = 0; y < size; y += 1) {
    const row = rows.subarray(y * (size * 4 + 1), (y + 1) * (size * 4 + 1));
    assert.equal(row[0], 0, 'the row is not filtered');
    for (let x = 0; x < size; x += 1) pixels.push([...row.subarray(1 + x * 4, 5 + x * 4)]);
  }
  return { size, pixels };
}

describe('the icons', () => {
  it('are what the drawing draws', () => {
    assert.deepEqual(readFileSync('manifest/color.png'), colourIcon());
    assert.deepEqual(readFileSync('manifest/outline.png'), outlineIcon());
  });

  it('in colour: 192 pixels, full to the edge, with the drawing inside the middle 120', () => {
    const { size, pixels } = pixelsOf(readFileSync('manifest/color.png'));
    assert.equal(size, 192);
    assert.ok(pixels.every(([, , , opaque]) => opaque === 255));
    const edge = String(pixels[0]);
    const drawn = pixels.flatMap((pixel, at) =>
      String(pixel) === edge ? [] : [[at % size, Math.floor(at / size)]],
    );
    assert.ok(drawn.length > 3000);
    assert.ok(drawn.every((at) => at.every((one) => one >= 36 && one < 156)));
  });

  it('as an outline: 32 pixels, white and nothing else, on nothing', () => {
    const { size, pixels } = pixelsOf(readFileSync('manifest/outline.png'));
    assert.equal(size, 32);
    assert.ok(pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255));
    const opaque = pixels.filter((pixel) => pixel[3] === 255).length;
    const clear = pixels.filter((pixel) => pixel[3] === 0).length;
    assert.ok(opaque > 100 && clear > 500, `${opaque} and ${clear}`);
  });
});
