import { FEATURE_SETS, featureSetId, preprocessingSchema } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { resolvedFeatureSet } from './known.js';

describe('resolvedFeatureSet', () => {
  it('keeps the id of a set whose preprocessing does nothing', () => {
    const plain = resolvedFeatureSet('paper-20', preprocessingSchema.parse({}));
    expect(featureSetId(plain)).toBe(featureSetId(FEATURE_SETS['paper-20']));
  });

  it('makes preprocessing a part of the definition, and so of the id', () => {
    const each = resolvedFeatureSet('paper-20', preprocessingSchema.parse({ channels: 'each' }));
    expect(each.preprocessing?.channels).toBe('each');
    expect(featureSetId(each)).not.toBe(featureSetId(FEATURE_SETS['paper-20']));
  });

  it('refuses segments that are longer than what the set looks at', () => {
    const segments = { windowSeconds: 5, hopSeconds: 5 };
    expect(() => resolvedFeatureSet('paper-20', preprocessingSchema.parse({ segments }))).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
    expect(
      resolvedFeatureSet('span-20', preprocessingSchema.parse({ segments })).preprocessing?.segments,
    ).toEqual(segments);
  });
});
