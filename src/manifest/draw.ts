import { writeFileSync } from 'node:fs';
import { colourIcon, outlineIcon } from './icons.js';

// Draws the two icons anew. A test holds that what is committed is what this draws.
writeFileSync('manifest/color.png', colourIcon());
writeFileSync('manifest/outline.png', outlineIcon());
