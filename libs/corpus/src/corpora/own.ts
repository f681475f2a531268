import { fileName, normalizeLabel, splitPath, type CorpusLoader, type NameReading } from './corpus-loader.js';

/** Fields that all corpora of users share. */
const OWN = {
  licence: 'Serenade does not know the license of these recordings. Ask their provider.',
  citation: '',
  published: null,
  fileNamesAreUnique: false,
} as const;

/** A user's own corpus with one folder per label. */
export const folder: CorpusLoader = {
  ...OWN,
  name: 'folder',
  title: 'A folder for each label',
  cast: 'folder',
  expects: 'angry/anna_01.wav: the folder is the label, and the part before the first "_" is the speaker',
  read,
};

/** A user's own corpus, described by a table: see `readTrainingTable`. */
export const manifest: CorpusLoader = {
  ...OWN,
  name: 'manifest',
  title: 'A table of clips and labels',
  cast: 'manifest',
  expects:
    'a table (CSV, TSV or JSONL) with a path and a label for each utterance; the path is the one in the archive',
  read: () => ({ reason: 'The table has no row for this clip.' }),
};

function read(name: string): NameReading {
  const parts = splitPath(name).filter((part) => part !== '' && part !== '.');
  if (parts.some((part) => part.startsWith('.') || part === '__MACOSX'))
    return { reason: 'The clip is a hidden file.' };
  const label = normalizeLabel(parts.at(-2) ?? '');
  if (label === '') return { reason: 'The clip is not in a folder, and the folder names the label.' };
  const [speaker, rest] = fileName(name).split(/_(.*)/s);
  return {
    label,
    speaker: speaker && rest !== undefined ? normalizeLabel(speaker) : null,
    gender: null,
    twinGroup: null,
    text: null,
  };
}
