import { parseArgs } from 'node:util';
import {
  CORPUS_NAMES,
  FEATURE_SET_NAMES,
  LABEL_MAP_IDS,
  RECIPE_NAMES,
  SPLIT_NAMES,
  compressionMethod,
  featureSetNamed,
  preprocessingSchema,
  recipeNamed,
  usualFeatureSet,
  withPreprocessing,
  type CompressionMethod,
  type CorpusName,
  type FeatureSetDefinition,
  type Preprocessing,
  type SplitName,
} from '#libs/contracts';
import { userPath } from '#libs/terminal';
import { LabError } from '../lab-error.js';

export interface CorpusFolder {
  readonly corpus: CorpusName;
  readonly path: string;
}

export interface EvaluateOptions {
  readonly protocol: SplitName;
  readonly recipe: string;
  /** The name of the feature set. */
  readonly featureSet: string;
  /** The feature set with its preprocessing. */
  readonly definition: FeatureSetDefinition;
  /** The folders of one or more corpora, which are read as one corpus. */
  readonly data: readonly CorpusFolder[];
  /** A table of clips for the corpus `manifest`. */
  readonly table: string | null;
  readonly labelMap: string | null;
  readonly leaveOut: readonly string[];
  readonly out: string;
  readonly seeds: readonly number[];
  /** Null for all folds of the protocol. */
  readonly folds: readonly number[] | null;
  /** Null for the recipe's epochs. */
  readonly epochs: number | null;
  /** True to keep the last epoch and to draw no validation clips, regardless of the recipe. */
  readonly lastEpoch: boolean;
  /** The compression of each trained model. Null for none. */
  readonly compress: CompressionMethod | null;
  /** The number of trainings that run at the same time. */
  readonly jobs: number;
}

export const HELP = `Runs an evaluation protocol on this machine and writes a report for each training.

  npm run evaluate -- --protocol P2b --recipe paper --seeds 0-4 --data ravdess-speech=DIR --out DIR

  --protocol NAME    ${SPLIT_NAMES.join(', ')}
  --recipe NAME      ${RECIPE_NAMES.join(', ')}; default: paper
  --feature-set NAME ${FEATURE_SET_NAMES.join(', ')}; default: the recipe's feature set
  --preprocessing JSON  such as '{"channels":"each"}' or '{"segments":{"windowSeconds":3,"hopSeconds":1.5}}'; default: none
  --data CORPUS=DIR  a folder with the corpus's audio files under their published names; repeat it for P5 and P6;
                     corpora: ${CORPUS_NAMES.join(', ')}
  --table FILE       CSV or JSONL for the corpus manifest, with the columns path and label, and optionally speaker,
                     split, start and end
  --label-map NAME   ${LABEL_MAP_IDS.join(', ')}; default: shared@1 for several corpora, and none for a single corpus
  --leave-out LIST   labels whose clips are neither trained nor tested on, such as disgust,bored
  --out DIR          folder for the reports; a training whose report is already there does not run again
  --seeds LIST       such as 0-4 or 0,3; default: 0
  --folds LIST       such as 0-2; default: all folds of the protocol
  --epochs N         default: the recipe's
  --last-epoch       keeps the weights of the last epoch and sets no validation clips aside, even if the recipe would
                     choose the epoch by validation clips
  --compress METHOD  compresses the trained models and reports the compressed ones: int8, float16, prune (sets 80 % of
                     the weights to 0), prune-0.9, distill (into student-conv or student-lstm); missing trainings run
                     first
  --jobs N           number of trainings at the same time, 1 to 8; default: 1; at the end, idle jobs help to train the
                     members of an ensemble
  --help             this text
`;

/** Reads the options. Returns null if the user requests help. @throws LabError for an invalid option */
export function readOptions(args: readonly string[]): EvaluateOptions | null {
  const values = parse(args);
  if (values.help === true) return null;
  const recipe = requireOneOf('--recipe', values.recipe ?? 'paper', RECIPE_NAMES);
  const wanted = values['feature-set'] ?? usualFeatureSet(recipeNamed(recipe));
  const featureSet = requireOneOf('--feature-set', wanted, FEATURE_SET_NAMES);
  const preprocessing = preprocessingOf(values.preprocessing ?? '{}');
  return {
    protocol: requireOneOf('--protocol', values.protocol ?? 'P0', SPLIT_NAMES),
    recipe,
    featureSet,
    definition: withPreprocessing(featureSetNamed(featureSet), preprocessing),
    data: (values.data ?? ['']).map(folderOf),
    table: values.table === undefined ? null : userPath(values.table),
    labelMap: values['label-map'] ?? null,
    leaveOut: (values['leave-out'] ?? '').split(',').filter((label) => label !== ''),
    out: userPath(values.out ?? '.serenade/evaluations'),
    seeds: parseNumbers('--seeds', values.seeds ?? '0'),
    folds: values.folds === undefined ? null : parseNumbers('--folds', values.folds),
    epochs: values.epochs === undefined ? null : parseWhole('--epochs', values.epochs, 1, 2000),
    lastEpoch: values['last-epoch'] === true,
    compress: values.compress === undefined ? null : compressionOf(values.compress),
    jobs: parseWhole('--jobs', values.jobs ?? '1', 1, 8),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        protocol: text,
        recipe: text,
        'feature-set': text,
        preprocessing: text,
        data: { ...text, multiple: true },
        table: text,
        'label-map': text,
        'leave-out': text,
        out: text,
        seeds: text,
        folds: text,
        epochs: text,
        'last-epoch': { type: 'boolean' },
        compress: text,
        jobs: text,
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new LabError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function preprocessingOf(value: string): Preprocessing {
  try {
    return preprocessingSchema.parse(JSON.parse(value));
  } catch (cause) {
    throw new LabError(
      `--preprocessing takes a JSON object, such as {"channels":"each"}; "${value}" is not one.`,
      { cause },
    );
  }
}

function compressionOf(value: string): CompressionMethod {
  const [kind = '', sparsity] = value.split('-');
  const parsed = compressionMethod.safeParse(
    value === 'int8' || value === 'float16'
      ? { kind: 'quantize', precision: value }
      : { kind, ...(sparsity === undefined ? {} : { sparsity: Number(sparsity) }) },
  );
  if (parsed.success) return parsed.data;
  throw new LabError(
    `--compress takes int8, float16, prune, prune-0.9 or distill; "${value}" is none of them.`,
  );
}

function folderOf(value: string): CorpusFolder {
  const [name = '', path = ''] = value.split(/=(.*)/s);
  const corpus = CORPUS_NAMES.find((known) => known === name);
  if (corpus !== undefined && path !== '') return { corpus, path: userPath(path) };
  throw new LabError(
    `--data takes CORPUS=DIR, with one of the corpora ${CORPUS_NAMES.join(', ')}; "${value}" is not that.`,
  );
}

/** Parses `0-4`, `0,3` or `0-2,7` to distinct ascending numbers. @throws LabError for anything else */
export function parseNumbers(option: string, value: string): number[] {
  const found = new Set<number>();
  for (const part of value.split(',')) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part.trim());
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (!match || last < first || last - first > 1000)
      throw new LabError(`${option} takes numbers such as 0-4 or 0,3; "${value}" is not that.`);
    for (let number = first; number <= last; number++) found.add(number);
  }
  return [...found].sort((a, b) => a - b);
}

function requireOneOf<T extends string>(option: string, value: string, names: readonly T[]): T {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw new LabError(`${option} takes one of ${names.join(', ')}; "${value}" is none of them.`);
}

function parseWhole(option: string, value: string, low: number, high: number): number {
  const parsed = Number(value);
  if (/^\d+$/.test(value) && parsed >= low && parsed <= high) return parsed;
  throw new LabError(`${option} takes a whole number from ${low} to ${high}; "${value}" is none.`);
}
