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
  it('gives what was stored, however often that was done', async () => {
    const id = await storeDefinition(store, variant(-20));
    expect(await storeDefinition(store, variant(-20))).toBe(id);
    expect(await readDefinition(store, id)).toEqual(variant(-20));
  });

  it('knows the named sets without an object', async () => {
    expect(await readDefinition(store, featureSetId(FEATURE_SETS['paper-20']))).toEqual(
      FEATURE_SETS['paper-20'],
    );
  });

  it('refuses an id that nobody stored, and an object that is not what its id says', async () => {
    await expect(readDefinition(store, 'fs-0000')).rejects.toMatchObject({ code: 'feature_set.unknown' });
    const id = featureSetId(variant(-21));
    await putJson(store, featureKeys.definition(id), variant(-22));
    await expect(readDefinition(store, id)).rejects.toMatchObject({ code: 'features.corrupt' });
  });
});
