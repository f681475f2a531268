import { parseArgs } from 'node:util';
import {
  FEATURE_SET_NAMES,
  RECIPE_NAMES,
  SPLIT_NAMES,
  recipeNamed,
  usualFeatureSet,
  type CorpusName,
} from '#libs/contracts';
import { LocalError } from '../local-error.js';
import { userPath } from '../places.js';

export interface DemoOptions {
  /** Null: the synthetic corpus. */
  readonly corpus: { readonly name: CorpusName; readonly path: string } | null;
  readonly recipe: string;
  readonly featureSet: string;
  readonly split: string;
  readonly seed: number;
  /** Null: the recipe's, or fewer for the synthetic corpus. */
  readonly epochs: number | null;
  readonly score: string | null;
  readonly keep: boolean;
  readonly port: number | null;
  /** Whether a missing Redis may be installed. */
  readonly installs: boolean;
}

/** What people call the corpora. */
const CORPORA: Readonly<Record<string, CorpusName>> = {
  ravdess: 'ravdess-speech',
  'ravdess-speech': 'ravdess-speech',
  emodb: 'emodb',
  folder: 'folder',
};

export const HELP = `Trains a model on labelled clips and scores an archive with it, on this machine.

  npm run demo -- [options]

  --corpus NAME=PATH   labelled clips, a folder or a zip as published: ravdess, emodb, or folder (a folder a label);
                       default: a small synthetic corpus, made on the spot
  --score PATH         clips to score, a folder or a zip; default: synthetic ones, or the corpus itself
  --epochs N           default: the recipe's
  --recipe NAME        ${RECIPE_NAMES.join(', ')}
  --feature-set NAME   ${FEATURE_SET_NAMES.join(', ')};
                       default: what the recipe is made for
  --split NAME         ${SPLIT_NAMES.join(', ')}
  --seed N             default: 0
  --port N             port of the API; default: a free one
  --keep               keep what earlier demos left in .serenade/demo, which is cleared otherwise
  --no-install         do not install Redis; without one, print the command for that and exit with code 3
  --help               this text
`;

/** The options, or null when help is asked for. @throws LocalError for an option that makes no sense */
export function readOptions(args: readonly string[]): DemoOptions | null {
  const values = parse(args);
  if (values.help === true) return null;
  const recipe = oneOf('--recipe', values.recipe ?? 'paper', RECIPE_NAMES);
  return {
    corpus: values.corpus === undefined ? null : corpusOf(values.corpus),
    recipe,
    featureSet: oneOf(
      '--feature-set',
      values['feature-set'] ?? usualFeatureSet(recipeNamed(recipe)),
      FEATURE_SET_NAMES,
    ),
    split: oneOf('--split', values.split ?? 'P0', SPLIT_NAMES),
    seed: number('--seed', values.seed ?? '0', 0, 0xffff_ffff),
    epochs: values.epochs === undefined ? null : number('--epochs', values.epochs, 1, 2000),
    score: values.score === undefined ? null : userPath(values.score),
    keep: values.keep ?? false,
    port: values.port === undefined ? null : number('--port', values.port, 1, 65_535),
    installs: values['no-install'] !== true,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{
          corpus: text,
          score: text,
          epochs: text,
          recipe: text,
          'feature-set': text,
          split: text,
          seed: text,
        },
        ...{ port: text, keep: flag, 'no-install': flag, help: { ...flag, short: 'h' } },
      },
    }).values;
  } catch (error) {
    throw new LocalError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function corpusOf(value: string): { name: CorpusName; path: string } {
  const equals = value.indexOf('=');
  const name = CORPORA[value.slice(0, Math.max(0, equals))];
  const path = value.slice(equals + 1);
  if (name === undefined || path === '') {
    const names = Object.keys(CORPORA).join(', ');
    throw new LocalError(`--corpus takes NAME=PATH, with one of the names ${names}; "${value}" is not that.`);
  }
  return { name, path: userPath(path) };
}

function oneOf(option: string, value: string, names: readonly string[]): string {
  if (names.includes(value)) return value;
  throw new LocalError(`${option} takes one of ${names.join(', ')}; "${value}" is none of them.`);
}

function number(option: string, value: string, low: number, high: number): number {
  const parsed = Number(value);
  if (/^\d+$/.test(value) && parsed >= low && parsed <= high) return parsed;
  throw new LocalError(`${option} takes a whole number from ${low} to ${high}; "${value}" is none.`);
}
