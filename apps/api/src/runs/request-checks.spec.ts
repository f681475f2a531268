import {
  FEATURE_SETS,
  embeddingOf,
  featureSetId,
  featureSetNamed,
  preprocessingSchema,
} from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { addPreprocessing } from './request-checks.js';

describe('addPreprocessing', () => {
  it('keeps the id of a feature set if the preprocessing does nothing', () => {
    const plain = addPreprocessing('paper-20', featureSetNamed('paper-20'), preprocessingSchema.parse({}));
    expect(featureSetId(plain)).toBe(featureSetId(FEATURE_SETS['paper-20']));
  });

  it('makes preprocessing part of the definition and of the id', () => {
    const each = addPreprocessing(
      'paper-20',
      featureSetNamed('paper-20'),
      preprocessingSchema.parse({ channels: 'each' }),
    );
    expect(each.preprocessing?.channels).toBe('each');
    expect(featureSetId(each)).not.toBe(featureSetId(FEATURE_SETS['paper-20']));
  });

  it('refuses segments that are longer than the span of the feature set', () => {
    const segments = { windowSeconds: 5, hopSeconds: 5 };
    expect(() =>
      addPreprocessing('paper-20', featureSetNamed('paper-20'), preprocessingSchema.parse({ segments })),
    ).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    expect(
      addPreprocessing('span-20', featureSetNamed('span-20'), preprocessingSchema.parse({ segments }))
        .preprocessing?.segments,
    ).toEqual(segments);
  });

  it('refuses segments of embeddings', () => {
    const sha256 = '0'.repeat(64);
    const embedding = embeddingOf({ sha256, dimensions: 2, inputScaling: 'none', minSamples: 4 }, 'key');
    const segments = { windowSeconds: 5, hopSeconds: 5 };
    expect(() => addPreprocessing('emb', embedding, preprocessingSchema.parse({ segments }))).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
  });
});
