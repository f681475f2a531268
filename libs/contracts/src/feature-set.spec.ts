import { describe, expect, it } from 'vitest';
import { featureSetShape } from './feature-columns.js';
import { featureSetDefinition } from './feature-definition.js';
import {
  FEATURE_SETS,
  FEATURE_SET_NAMES,
  featureSetId,
  featureSetNameOf,
  featureSetNamed,
} from './feature-set.js';
import { preprocessingSchema, withPreprocessing } from './preprocessing.js';

/** Ids name stored tensors and are part of model cards: changing one orphans both. */
const IDS = {
  'paper-20': 'fs-6e724cd9004295ed',
  'stride-20': 'fs-3c8c0a776fb15a93',
  'span-20': 'fs-ba9988e906aeee95',
  'meyda-20': 'fs-38349659ad81ea05',
} as const;

const SHAPES = {
  'paper-20': [20, 40],
  'stride-20': [20, 40],
  'span-20': [20, 40],
  'meyda-20': [20, 40],
  'mfcc-sequence': [null, 40],
  'mfcc-sequence-deltas': [null, 120],
  'logmel-sequence': [null, 80],
  'logmel-sequence-deltas': [null, 240],
  'logmel-htk-80': [null, 80],
  prosody: [null, 5],
  spectral: [null, 18],
  'utterance-312': [1, 312],
} as const;

describe('feature sets', () => {
  it.each(Object.entries(IDS))('%s keeps the id %s', (name, id) => {
    expect(featureSetId(featureSetNamed(name))).toBe(id);
  });

  it.each(FEATURE_SET_NAMES)('%s fits the schema, and parsing it keeps its id', (name) => {
    const parsed = featureSetDefinition.parse(JSON.parse(JSON.stringify(FEATURE_SETS[name])));
    expect(featureSetId(parsed)).toBe(featureSetId(FEATURE_SETS[name]));
  });

  it('have different ids and are found by them', () => {
    const ids = FEATURE_SET_NAMES.map((name) => featureSetId(FEATURE_SETS[name]));
    expect(new Set(ids).size).toBe(FEATURE_SET_NAMES.length);
    expect(ids.map(featureSetNameOf)).toEqual(FEATURE_SET_NAMES);
    expect(featureSetNameOf('fs-0')).toBeNull();
  });

  it('have the shapes that are documented', () => {
    const shapes = FEATURE_SET_NAMES.map((name) => {
      const { frames, coefficients } = featureSetShape(FEATURE_SETS[name]);
      return [name, [frames, coefficients]];
    });
    expect(Object.fromEntries(shapes)).toEqual(SHAPES);
  });

  it('are found by their aliases', () => {
    expect(featureSetNamed('meyda-mfcc')).toBe(FEATURE_SETS['meyda-20']);
  });

  it.each(['mfcc', 'toString', '__proto__', ''])('do not include "%s"', (name) => {
    expect(() => featureSetNamed(name)).toThrow(expect.objectContaining({ code: 'feature_set.unknown' }));
  });

  it('get another id with preprocessing, and keep theirs if it has no effect', () => {
    const prosody = featureSetNamed('prosody');
    const nothing = withPreprocessing(prosody, preprocessingSchema.parse({}));
    const left = withPreprocessing(prosody, preprocessingSchema.parse({ channels: 'left' }));
    expect(featureSetId(nothing)).toBe(featureSetId(prosody));
    expect(featureSetId(left)).not.toBe(featureSetId(prosody));
    expect(featureSetDefinition.parse(left)).toEqual(left);
  });

  it.each([
    ['an unknown kind', { ...FEATURE_SETS.prosody, kind: 'tempo' }],
    ['a field of another kind', { ...FEATURE_SETS.prosody, melBands: 40 }],
    ['an even width of slopes', { ...FEATURE_SETS['mfcc-sequence'], deltas: { orders: 1, width: 8 } }],
    ['three orders of slopes', { ...FEATURE_SETS['mfcc-sequence'], deltas: { orders: 3, width: 9 } }],
    ['one vector normalised by itself', { ...FEATURE_SETS['utterance-312'], cmvn: 'utterance' }],
  ])('cannot be defined with %s', (_, definition) => {
    expect(featureSetDefinition.safeParse(definition).success).toBe(false);
  });
});
