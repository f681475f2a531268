import { SerenadeError, type CorpusName, type Utterance } from '#libs/contracts';
import { CORPORA } from './corpora.js';
import { fileName, type CorpusLoader } from './corpus-loader.js';

/** A clip as the archive's manifest names it. */
export interface ClipName {
  /** Line of the manifest, from 0. */
  readonly clip: number;
  readonly name: string;
}

export interface RejectedClip extends ClipName {
  /** One sentence: why the corpus takes no label from the name. */
  readonly reason: string;
}

export interface LoadedCorpus {
  /** In the order of the names. */
  readonly utterances: Utterance[];
  /** The labels that occur: a published corpus keeps its own order, a folder corpus the alphabet's. */
  readonly labels: string[];
  readonly rejected: RejectedClip[];
}

/**
 * Reads labels, speakers, twins and texts from the names of an archive's clips.
 *
 * @throws SerenadeError `corpus.labels_unreadable` when no name at all can be read
 */
export function loadUtterances(corpus: CorpusName, names: Iterable<ClipName>): LoadedCorpus {
  const loader = CORPORA[corpus];
  const utterances: Utterance[] = [];
  const rejected: RejectedClip[] = [];
  const seen = new Set<string>();
  for (const { clip, name } of names) {
    const reading = loader.read(name);
    const key = loader.fileNamesAreUnique ? fileName(name).toLowerCase() : name;
    if ('reason' in reading) rejected.push({ clip, name, reason: reading.reason });
    else if (seen.has(key)) rejected.push({ clip, name, reason: 'A clip of the same name came before.' });
    else {
      seen.add(key);
      utterances.push({ clip, name, ...reading });
    }
  }
  if (utterances.length === 0) throw unreadable(loader, rejected[0]);
  return { utterances, labels: occurringLabels(loader, utterances), rejected };
}

function occurringLabels(loader: CorpusLoader, utterances: readonly Utterance[]): string[] {
  const occurring = new Set(utterances.map(({ label }) => label));
  if (loader.published) return Object.keys(loader.published).filter((label) => occurring.has(label));
  return [...occurring].sort();
}

function unreadable(loader: CorpusLoader, example: RejectedClip | undefined): SerenadeError {
  const found = example ? `the first is "${example.name}": ${example.reason}` : 'there is no clip.';
  return new SerenadeError(
    'corpus.labels_unreadable',
    `No clip has a name of the corpus "${loader.name}"; ${found} Names look like ${loader.expects}.`,
    { corpus: loader.name, ...(example ? { example: example.name } : {}) },
  );
}
