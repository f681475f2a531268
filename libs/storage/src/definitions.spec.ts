import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  FEATURE_SETS,
  featureSetId,
  preprocessingSchema,
  withPreprocessing,
  type FeatureSetDefinition,
} from '#libs/contracts';
import { readDefinition, storeDefinition } from './definitions.js';
import { featureKeys } from './keys.js';
import { putJson } from './json.js';
import { openStore } from './open-store.js';

const dir = await mkdtemp(join(tmpdir(), 'serenade-definitions-'));
const store = openStore({ kind: 'file', dir });
afterAll(() => rm(dir, { recursive: true, force: true }));

const variant = (levelDbfs: number): FeatureSetDefinition =>
  withPreprocessing<FeatureSetDefinition>(FEATURE_SETS['span-20'], preprocessingSchema.parse({ levelDbfs }));

describe('readDefinition', () => {
  it('returns the stored definition, however often it was stored', async () => {
    const id = await storeDefinition(store, variant(-20));
    expect(await storeDefinition(store, variant(-20))).toBe(id);
    expect(await readDefinition(store, id)).toEqual(variant(-20));
  });

  it('returns named feature sets that are not in the store', async () => {
    expect(await readDefinition(store, featureSetId(FEATURE_SETS['paper-20']))).toEqual(
      FEATURE_SETS['paper-20'],
    );
  });

  it('rejects an unknown id, and an object that does not match its id', async () => {
    await expect(readDefinition(store, 'fs-0000')).rejects.toMatchObject({ code: 'feature_set.unknown' });
    const id = featureSetId(variant(-21));
    await putJson(store, featureKeys.definition(id), variant(-22));
    await expect(readDefinition(store, id)).rejects.toMatchObject({ code: 'features.corrupt' });
  });
});
