import type { CorpusLoader } from './corpus-loader.js';

/** A user's own corpus, described by a table: see `parseManifest`. */
export const manifest: CorpusLoader = {
  name: 'manifest',
  title: 'A table of clips and labels',
  licence: 'Serenade does not know the license of these recordings. Ask their provider.',
  citation: '',
  published: null,
  cast: 'manifest',
  expects:
    'a CSV or JSONL table with a path and a label for each utterance; the path is the one in the archive',
  fileNamesAreUnique: false,
  read: () => ({ reason: 'The table has no row for this clip.' }),
};
