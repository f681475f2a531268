import {
  FEATURE_SETS,
  embeddingOf,
  featureSetId,
  featureSetNamed,
  preprocessingSchema,
} from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { preprocessed } from './known.js';

describe('preprocessed', () => {
  it('keeps the id of a set whose preprocessing does nothing', () => {
    const plain = preprocessed('paper-20', featureSetNamed('paper-20'), preprocessingSchema.parse({}));
    expect(featureSetId(plain)).toBe(featureSetId(FEATURE_SETS['paper-20']));
  });

  it('makes preprocessing a part of the definition, and so of the id', () => {
    const each = preprocessed(
      'paper-20',
      featureSetNamed('paper-20'),
      preprocessingSchema.parse({ channels: 'each' }),
    );
    expect(each.preprocessing?.channels).toBe('each');
    expect(featureSetId(each)).not.toBe(featureSetId(FEATURE_SETS['paper-20']));
  });

  it('refuses segments that are longer than what the set looks at', () => {
    const segments = { windowSeconds: 5, hopSeconds: 5 };
    expect(() =>
      preprocessed('paper-20', featureSetNamed('paper-20'), preprocessingSchema.parse({ segments })),
    ).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    expect(
      preprocessed('span-20', featureSetNamed('span-20'), preprocessingSchema.parse({ segments }))
        .preprocessing?.segments,
    ).toEqual(segments);
  });

  it('refuses segments of embeddings', () => {
    const sha256 = '0'.repeat(64);
    const embedding = embeddingOf({ sha256, dimensions: 2, inputScaling: 'none', minSamples: 4 }, 'key');
    const segments = { windowSeconds: 5, hopSeconds: 5 };
    expect(() => preprocessed('emb', embedding, preprocessingSchema.parse({ segments }))).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
  });
});
