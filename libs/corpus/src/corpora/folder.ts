import { fileName, type CorpusLoader, type NameReading } from './corpus-loader.js';

/** A user's own corpus with one folder per label. */
export const folder: CorpusLoader = {
  name: 'folder',
  title: 'A folder for each label',
  licence: 'Serenade does not know the license of these recordings. Ask their provider.',
  citation: '',
  published: null,
  cast: 'folder',
  expects: 'angry/anna_01.wav: the folder is the label, and the part before the first "_" is the speaker',
  fileNamesAreUnique: false,
  read,
};

function read(name: string): NameReading {
  const parts = name.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  if (parts.some((part) => part.startsWith('.') || part === '__MACOSX'))
    return { reason: 'The clip is a hidden file.' };
  const label = parts.at(-2);
  if (label === undefined) return { reason: 'The clip is not in a folder, and the folder names the label.' };
  const [speaker, rest] = fileName(name).split(/_(.*)/s);
  return {
    label,
    speaker: speaker && rest !== undefined ? speaker : null,
    gender: null,
    twinGroup: null,
    text: null,
  };
}
