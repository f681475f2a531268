import {
  SerenadeError,
  corporaOf,
  sha256Hex,
  type CorpusCheck,
  type SignalFigures,
  type TrainingDomain,
  type Utterance,
} from '#libs/contracts';
import { resolveLabelMap, type LoadedCorpus, type Split } from '#libs/corpus';
import { measureTrainingDomain } from '#libs/evaluation';
import { joinClips, type FeatureShape, type RaggedFeatures } from '#libs/model';
import { clipRows, rowsOfClips, type ClipRow, type ClipRows, type ExtractedClip } from './clip-rows.js';

/** A corpus ready for training. Arrays of clips are in the order of the utterances. */
export interface TrainingSet {
  /** The name of the corpus, or several names joined by "+". */
  readonly corpus: string;
  readonly labelMap: string | null;
  readonly utterances: readonly Utterance[];
  readonly rows: ClipRows;
  readonly labelNames: readonly string[];
  readonly labels: Int32Array; // [rows]
  /** The features of all rows, in memory that threads share. */
  readonly features: RaggedFeatures; // of rows
  readonly shape: FeatureShape;
  readonly signals: readonly (SignalFigures | undefined)[]; // [clips]
  readonly contentHashes: readonly string[];
  /** SHA-256 over the content and label of every clip. */
  readonly dataHash: string;
  /** The number of omitted clips, by error code. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Differences between each corpus and its published form. */
  readonly checks: readonly CorpusCheck[];
}

/** The clips of one source, such as shards or a folder, for a training set. */
export interface ExtractedClips {
  /** Null if no clip could be extracted. */
  readonly shape: FeatureShape | null;
  /** Returns undefined for an utterance whose clip could not be extracted. */
  readonly find: (utterance: Utterance) => ExtractedClip | undefined;
  /** The error codes of the clips that could not be extracted. */
  readonly failures: readonly string[];
}

/**
 * Joins the labels of a corpus with the features of its clips.
 *
 * @throws SerenadeError `corpus.no_features` when no clip is left
 */
export function assembleTrainingSet(
  corpus: string,
  labelMap: string | null,
  loaded: LoadedCorpus,
  { shape, find, failures }: ExtractedClips,
): TrainingSet {
  const found = loaded.utterances.flatMap((utterance) => {
    const clip = find(utterance);
    return clip === undefined ? [] : [{ utterance, clip }];
  });
  const leftOut = countLeftOut(loaded, failures);
  if (found.length === 0 || shape === null) throw noFeatures(leftOut);
  const contentHashes = found.map(({ clip }) => clip.contentHash);
  const rows = found.map(({ clip }) => clip.rows);
  const content = found.map(({ utterance, clip }) => `${clip.contentHash} ${utterance.label}`);
  return {
    corpus,
    labelMap: resolveLabelMap(corporaOf(corpus), labelMap),
    utterances: found.map(({ utterance }) => utterance),
    rows: clipRows(rows),
    labelNames: loaded.labels,
    labels: Int32Array.from(
      found.flatMap(({ utterance, clip }) => clip.rows.map(() => loaded.labels.indexOf(utterance.label))),
    ),
    features: joinRows(rows.flat(), shape.coefficients),
    shape,
    signals: found.map(({ clip }) => clip.signal),
    contentHashes,
    dataHash: sha256Hex(content.sort().join('\n')),
    leftOut,
    checks: loaded.checks,
  };
}

/** Measures the features and signals of the given clips, for the domain note of a later scoring. */
export function measureDomain(
  { rows, features, shape: { coefficients }, signals }: TrainingSet,
  clips: readonly number[],
): TrainingDomain {
  const measured = clips.map((clip) => ({
    features: featuresOfClip(rows, features, coefficients, clip),
    signal: signals[clip],
  }));
  return measureTrainingDomain(coefficients, measured);
}

/** Returns a view of the features of all rows of a clip. */
export function featuresOfClip(
  { starts }: ClipRows,
  { offsets, values }: RaggedFeatures,
  coefficients: number,
  clip: number,
): Float32Array {
  const place = (row: number | undefined) => (offsets[row ?? 0] ?? 0) * coefficients;
  return values.subarray(place(starts[clip]), place(starts[clip + 1]));
}

/** Converts a split of clips to a split of rows. */
export function splitRows({ rows }: TrainingSet, { train, validation, test }: Split) {
  return {
    train: rowsOfClips(rows, train),
    validation: rowsOfClips(rows, validation),
    test: rowsOfClips(rows, test),
  };
}

/** Builds `split.json`: the report of a split and the names of the clips in each subset. */
export function describeSplit({ utterances }: TrainingSet, { train, validation, test, report }: Split) {
  const names = (part: readonly number[]) => part.map((clip) => utterances[clip]?.name ?? '');
  return {
    v: 1,
    ...report,
    clips: { train: names(train), validation: names(validation), test: names(test) },
  };
}

function countLeftOut({ rejected, unlabelled }: LoadedCorpus, failures: readonly string[]) {
  const counts: Record<string, number> = {};
  if (rejected.length > 0) counts['corpus.labels_unreadable'] = rejected.length;
  if (unlabelled > 0) counts['corpus.label_left_out'] = unlabelled;
  for (const code of failures) counts[code] = (counts[code] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort());
}

function noFeatures(leftOut: Readonly<Record<string, number>>): SerenadeError {
  const codes = Object.entries(leftOut).map(([code, count]) => `${count} by ${code}`);
  return new SerenadeError(
    'corpus.no_features',
    `No clip of the corpus has features (${codes.join(', ')}). Listen to a few of its clips, and check their levels and lengths.`,
  );
}

/** Copies rows of any lengths into one table, in memory that threads share. */
export function joinRows(rows: readonly ClipRow[], coefficients: number): RaggedFeatures {
  const clips = rows.map(({ features }) => features);
  return joinClips(clips, coefficients, SharedArrayBuffer);
}
