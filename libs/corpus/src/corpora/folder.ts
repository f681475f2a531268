import { fileName, type CorpusLoader, type NameReading } from './corpus-loader.js';

/** One's own corpus: a folder for each label. */
export const folder: CorpusLoader = {
  name: 'folder',
  title: 'A folder for each label',
  licence: 'The licence of the recordings is not known to Serenade; ask whoever provided them.',
  citation: '',
  published: null,
  cast: 'folder',
  expects: 'angry/anna_01.wav: the folder is the label, and what stands before the first "_" is the speaker',
  fileNamesAreUnique: false,
  read,
};

function read(name: string): NameReading {
  const parts = name.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  if (parts.some((part) => part.startsWith('.') || part === '__MACOSX'))
    return { reason: 'The clip is hidden.' };
  const label = parts.at(-2);
  if (label === undefined) return { reason: 'The clip stands in no folder, and the folder is the label.' };
  const [speaker, rest] = fileName(name).split(/_(.*)/s);
  return {
    label,
    speaker: speaker && rest !== undefined ? speaker : null,
    gender: null,
    twinGroup: null,
    text: null,
  };
}
