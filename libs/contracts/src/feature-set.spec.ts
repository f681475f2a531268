import { describe, expect, it } from 'vitest';
import {
  FEATURE_SETS,
  FEATURE_SET_NAMES,
  featureSetDefinition,
  featureSetId,
  featureSetNameOf,
  featureSetNamed,
} from './feature-set.js';

describe('featureSetId', () => {
  it('keeps the ids that name stored tensors and stand in model cards', () => {
    const ids = Object.fromEntries(FEATURE_SET_NAMES.map((name) => [name, featureSetId(FEATURE_SETS[name])]));
    // A change here orphans every stored tensor and model: raise `version` in the definition instead of editing this.
    expect(ids).toEqual({
      'paper-20': 'fs-6e724cd9004295ed',
      'stride-20': 'fs-3c8c0a776fb15a93',
      'span-20': 'fs-ba9988e906aeee95',
      'meyda-20': 'fs-38349659ad81ea05',
    });
  });

  it('does not depend on the order in which a definition is written', () => {
    const { version, ...rest } = FEATURE_SETS['paper-20'];
    expect(featureSetId({ ...rest, version })).toBe(featureSetId(FEATURE_SETS['paper-20']));
  });

  it('differs when one parameter differs', () => {
    const other = { ...FEATURE_SETS['paper-20'], hopLength: 161 };
    expect(featureSetId(other)).not.toBe(featureSetId(FEATURE_SETS['paper-20']));
  });
});

describe('featureSetNamed', () => {
  it.each(FEATURE_SET_NAMES)('gives %s, which fits its schema and is found again by its id', (name) => {
    const definition = featureSetNamed(name);
    expect(featureSetDefinition.parse(definition)).toEqual(definition);
    expect(featureSetNameOf(featureSetId(definition))).toBe(name);
  });

  it.each(['paper-21', 'toString', ''])('refuses %j and names the choices', (name) => {
    expect(() => featureSetNamed(name)).toThrow(
      expect.objectContaining({ code: 'feature_set.unknown', message: expect.stringContaining('paper-20') }),
    );
  });

  it('answers null for an id that this version does not know', () => {
    expect(featureSetNameOf('fs-0000000000000000')).toBeNull();
  });
});
