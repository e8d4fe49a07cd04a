import { z } from 'zod';
import { playFiles } from './transcript-player.js';

/** A second process that plays some of the transcripts: it is sent the files and answers with what became of them. */
process.once('message', (message) => {
  playFiles(z.array(z.string()).parse(message)).then(
    (played) => process.send?.(played, () => process.exit(0)),
    () => process.exit(1),
  );
});
