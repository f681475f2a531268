import { inject } from 'vitest';
import { labelledClips, unlabelledClips } from '#libs/synthetic';
import { createBadClips } from './bad-clips.js';
import type { MainJobClips } from './main-job.js';
import { findRecordings, restoreClips } from './real-corpora.js';
import { bucketStore, folderStore, type RealStore } from './real-store.js';

export interface MainJobVariant {
  readonly what: string;
  /** The reason why this variant cannot run here, or null. */
  readonly missing: string | null;
  readonly makeClips: () => Promise<MainJobClips>;
  readonly openStore: () => Promise<RealStore>;
}

const LEARNED_ACTORS = ['Actor_03', 'Actor_04', 'Actor_06', 'Actor_09'];

/** Returns the combinations of clips and stores for the main job. */
export async function findMainJobVariants(): Promise<MainJobVariant[]> {
  const { folder, missing } = await findRecordings();
  const real = () => selectRealClips(folder ?? '');
  const s3Missing = missing ?? inject('s3Missing');
  return [
    { what: 'real recordings in a folder', missing, makeClips: real, openStore: folderStore },
    { what: 'real recordings in a bucket', missing: s3Missing, makeClips: real, openStore: createBucket },
    {
      what: 'synthetic clips in a folder',
      missing: null,
      makeClips: createSyntheticClips,
      openStore: folderStore,
    },
  ];
}

/** Selects 240 clips at 16 kHz for training, and 360 originals of other actors at 48 kHz, with bad clips, for scoring. */
async function selectRealClips(folder: string): Promise<MainJobClips> {
  const labelled = await restoreClips(folder, 'ravdess-speech-16k', LEARNED_ACTORS);
  const originals = await restoreClips(folder, 'ravdess-speech-48k');
  const bad = createBadClips(originals[0]!.bytes);
  const middle = originals.length >> 1;
  const unlabelled = [...originals.slice(0, middle), ...bad, ...originals.slice(middle)];
  return { corpus: 'ravdess-speech', labelled, unlabelled };
}

function createSyntheticClips(): Promise<MainJobClips> {
  const good = unlabelledClips(1, 500).files.filter(({ name }) => name.startsWith('calls/call-'));
  const unlabelled = [...createBadClips(good[0]!.bytes), ...good];
  return Promise.resolve({ corpus: 'folder', labelled: [...labelledClips(1, 4, 4)], unlabelled });
}

function createBucket(): Promise<RealStore> {
  return bucketStore({
    endpoint: inject('s3Endpoint') ?? '',
    accessKeyId: inject('s3AccessKeyId') ?? '',
    secretAccessKey: inject('s3SecretAccessKey') ?? '',
  });
}
