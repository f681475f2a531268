import { corporaOf, SerenadeError, type CorpusCheck, type CorpusName, type Utterance } from '#libs/contracts';
import type { LabeledRow } from '#libs/tables';
import { checkPublished } from './check-published.js';
import type { ClipName, RejectedClip } from './clip-name.js';
import { CORPORA } from './corpora/corpora.js';
import { fileStem, type CorpusLoader } from './corpora/corpus-loader.js';
import { manifestUtterances } from './manifest-utterances.js';
import { relabel, type LabelOptions } from './relabel.js';

export interface LoadedCorpus {
  /** In the order of the names. */
  readonly utterances: Utterance[];
  /** The labels that occur: in published order for a published corpus, else in alphabetical order. */
  readonly labels: string[];
  readonly rejected: RejectedClip[];
  /** Number of clips whose label was dropped by request, by the label map, or because another corpus lacks it. */
  readonly unlabelled: number;
  /** Each corpus compared with its published contents, before any label was dropped. */
  readonly checks: CorpusCheck[];
}

export interface LoadOptions extends LabelOptions {
  /** Rows of the user's table, for the corpus `manifest`. */
  readonly manifest?: readonly LabeledRow[];
}

/**
 * Reads labels, speakers, twins and texts from the names of an archive's clips.
 *
 * Several corpora are read as one: each clip belongs to the first corpus that can read its name, speakers are
 * separated by cast, and only labels that all corpora share are kept.
 *
 * @param corpus one name, or several joined by "+"
 * @throws SerenadeError `corpus.labels_unreadable` if no name can be read; `corpus.label_map_unknown`;
 * `corpus.too_small` if no clip is left
 */
export function loadUtterances(
  corpus: string,
  names: Iterable<ClipName>,
  options: LoadOptions = {},
): LoadedCorpus {
  const corpora = corporaOf(corpus);
  const { read, rejected } = corpora.includes('manifest')
    ? manifestUtterances(names, options.manifest)
    : readNames(corpora, names);
  const [only] = corpora;
  if (read.length === 0 && only !== undefined) throw unreadableError(CORPORA[only], rejected[0]);
  const checks = checkPublished(corpora, read);
  const utterances = relabel(corpora, read, options);
  if (utterances.length === 0) {
    throw new SerenadeError(
      'corpus.too_small',
      `No clip is left: ${corpora.join(' and ')} have no label in common. Choose another label map.`,
    );
  }
  return {
    utterances,
    labels: occurringLabels(corpora, utterances),
    rejected,
    unlabelled: read.length - utterances.length,
    checks,
  };
}

function readNames(corpora: readonly CorpusName[], names: Iterable<ClipName>) {
  const read: Utterance[] = [];
  const rejected: RejectedClip[] = [];
  const seen = new Set<string>();
  const loaders = corpora.map((name) => CORPORA[name]);
  for (const { clip, name } of names) {
    const reading = readName(loaders, name);
    if ('reason' in reading) {
      rejected.push({ clip, name, reason: reading.reason });
      continue;
    }
    const { fileNamesAreUnique } = CORPORA[reading.corpus];
    const key = `${reading.corpus} ${fileNamesAreUnique ? fileStem(name).toLowerCase() : name}`;
    if (seen.has(key)) rejected.push({ clip, name, reason: 'An earlier clip has the same name.' });
    else {
      seen.add(key);
      read.push({ clip, name, ...reading });
    }
  }
  return { read, rejected };
}

function readName(
  loaders: readonly CorpusLoader[],
  name: string,
): Omit<Utterance, 'clip' | 'name'> | { readonly reason: string } {
  const reasons: string[] = [];
  for (const loader of loaders) {
    const reading = loader.read(name);
    if (!('reason' in reading)) return { corpus: loader.name, ...reading };
    reasons.push(loaders.length === 1 ? reading.reason : `${loader.name}: ${reading.reason}`);
  }
  return { reason: reasons.join(' ') };
}

function occurringLabels(corpora: readonly CorpusName[], utterances: readonly Utterance[]): string[] {
  const occurring = new Set(utterances.map(({ label }) => label));
  const known = corpora.flatMap((corpus) => Object.keys(CORPORA[corpus].published?.labels ?? {}));
  const published = new Set(known.filter((label) => occurring.has(label)));
  return [...published, ...[...occurring].filter((label) => !published.has(label)).sort()];
}

function unreadableError(loader: CorpusLoader, example: RejectedClip | undefined): SerenadeError {
  const found = example ? `the first is "${example.name}": ${example.reason}` : 'the archive has no clips.';
  return new SerenadeError(
    'corpus.labels_unreadable',
    `No clip has a name in the format of the corpus "${loader.name}"; ${found} Names look like ${loader.expects}.`,
    { corpus: loader.name, ...(example ? { example: example.name } : {}) },
  );
}
