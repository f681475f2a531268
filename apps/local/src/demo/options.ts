import { parseArgs } from 'node:util';
import {
  FEATURE_SET_NAMES,
  RECIPE_NAMES,
  SPLIT_NAMES,
  recipeNamed,
  usualFeatureSet,
  type CorpusName,
} from '#libs/contracts';
import { userPath } from '#libs/terminal';
import { LocalError } from '../local-error.js';

export interface DemoOptions {
  /** Null for the synthetic corpus. */
  readonly corpus: { readonly name: CorpusName; readonly path: string } | null;
  readonly recipe: string;
  readonly featureSet: string;
  readonly split: string;
  readonly seed: number;
  /** Null for the recipe's epochs, or fewer for the synthetic corpus. */
  readonly epochs: number | null;
  readonly score: string | null;
  readonly keep: boolean;
  readonly port: number | null;
  /** True if the program may install a missing Redis. */
  readonly installs: boolean;
}

/** Common names of the corpora. */
const CORPORA: Readonly<Record<string, CorpusName>> = {
  ravdess: 'ravdess-speech',
  'ravdess-speech': 'ravdess-speech',
  emodb: 'emodb',
  folder: 'folder',
};

export const HELP = `Trains a model on labeled clips and scores an archive with it, on this machine.

  npm run demo -- [options]

  --corpus NAME=PATH   labeled clips, a folder or a zip as published: ravdess, emodb, or folder (one folder per label);
                       default: a small synthetic corpus, generated on the spot
  --score PATH         clips to score, a folder or a zip; default: synthetic ones, or the corpus itself
  --epochs N           number of epochs; default: the recipe's
  --recipe NAME        ${RECIPE_NAMES.join(', ')}
  --feature-set NAME   ${FEATURE_SET_NAMES.join(', ')};
                       default: the recipe's feature set
  --split NAME         ${SPLIT_NAMES.join(', ')}
  --seed N             random seed; default: 0
  --port N             port of the API; default: a free one
  --keep               keep what earlier demos left in .serenade/demo, which is cleared otherwise
  --no-install         do not install Redis; without one, print the command for that and exit with code 3
  --help               this text
`;

/** Reads the options; null if help was requested. @throws LocalError for an invalid option */
export function readOptions(args: readonly string[]): DemoOptions | null {
  const values = parseOptions(args);
  if (values.help === true) return null;
  const recipe = parseName('--recipe', values.recipe ?? 'paper', RECIPE_NAMES);
  return {
    corpus: values.corpus === undefined ? null : parseCorpus(values.corpus),
    recipe,
    featureSet: parseName(
      '--feature-set',
      values['feature-set'] ?? usualFeatureSet(recipeNamed(recipe)),
      FEATURE_SET_NAMES,
    ),
    split: parseName('--split', values.split ?? 'P0', SPLIT_NAMES),
    seed: parseNumber('--seed', values.seed ?? '0', 0, 0xffff_ffff),
    epochs: values.epochs === undefined ? null : parseNumber('--epochs', values.epochs, 1, 2000),
    score: values.score === undefined ? null : userPath(values.score),
    keep: values.keep ?? false,
    port: values.port === undefined ? null : parseNumber('--port', values.port, 1, 65_535),
    installs: values['no-install'] !== true,
  };
}

function parseOptions(args: readonly string[]) {
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

function parseCorpus(value: string): { name: CorpusName; path: string } {
  const equals = value.indexOf('=');
  const name = CORPORA[value.slice(0, Math.max(0, equals))];
  const path = value.slice(equals + 1);
  if (name === undefined || path === '') {
    const names = Object.keys(CORPORA).join(', ');
    throw new LocalError(`--corpus requires NAME=PATH with one of the names ${names}, not "${value}".`);
  }
  return { name, path: userPath(path) };
}

function parseName(option: string, value: string, names: readonly string[]): string {
  if (names.includes(value)) return value;
  throw new LocalError(`${option} requires one of ${names.join(', ')}, not "${value}".`);
}

function parseNumber(option: string, value: string, low: number, high: number): number {
  const parsed = Number(value);
  if (/^\d+$/.test(value) && parsed >= low && parsed <= high) return parsed;
  throw new LocalError(`${option} requires a whole number from ${low} to ${high}, not "${value}".`);
}
