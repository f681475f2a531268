import type { CorpusLoader } from './corpus-loader.js';

/** One's own corpus, described by a table: see `parseManifest`. */
export const manifest: CorpusLoader = {
  name: 'manifest',
  title: 'A table of clips and labels',
  licence: 'The licence of the recordings is not known to Serenade; ask whoever provided them.',
  citation: '',
  published: null,
  cast: 'manifest',
  expects: 'a CSV or JSONL table with a path and a label for each utterance, the path as in the archive',
  fileNamesAreUnique: false,
  read: () => ({ reason: 'The table has no row for the clip.' }),
};
