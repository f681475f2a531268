import { inject } from 'vitest';
import { labelledClips, unlabelledClips } from '#libs/synthetic';
import { badClips } from './bad-clips.js';
import type { MainJobClips } from './main-job.js';
import { findRecordings, restoreClips } from './real-corpora.js';
import { bucketStore, folderStore, type RealStore } from './real-store.js';

export interface MainJobVariant {
  readonly what: string;
  /** Why this variant cannot run here; null when it can. */
  readonly missing: string | null;
  readonly makeClips: () => Promise<MainJobClips>;
  readonly openStore: () => Promise<RealStore>;
}

const LEARNED_ACTORS = ['Actor_03', 'Actor_04', 'Actor_06', 'Actor_09'];

/** The clips and stores with which the main job is played. */
export async function mainJobVariants(): Promise<MainJobVariant[]> {
  const { folder, missing } = await findRecordings();
  const real = () => realClips(folder ?? '');
  const s3Missing = missing ?? inject('s3Missing');
  return [
    { what: 'real recordings in a folder', missing, makeClips: real, openStore: folderStore },
    { what: 'real recordings in a bucket', missing: s3Missing, makeClips: real, openStore: ownBucket },
    { what: 'synthetic clips in a folder', missing: null, makeClips: syntheticClips, openStore: folderStore },
  ];
}

/** Learns 240 clips at 16 kHz; scores the 360 originals of other actors at 48 kHz, with bad clips among them. */
async function realClips(folder: string): Promise<MainJobClips> {
  const labelled = await restoreClips(folder, 'ravdess-speech-16k', LEARNED_ACTORS);
  const originals = await restoreClips(folder, 'ravdess-speech-48k');
  const bad = badClips(originals[0]!.bytes);
  const middle = originals.length >> 1;
  const unlabelled = [...originals.slice(0, middle), ...bad, ...originals.slice(middle)];
  return { corpus: 'ravdess-speech', labelled, unlabelled };
}

function syntheticClips(): Promise<MainJobClips> {
  const good = unlabelledClips(1, 500).files.filter(({ name }) => name.startsWith('calls/call-'));
  const unlabelled = [...badClips(good[0]!.bytes), ...good];
  return Promise.resolve({ corpus: 'folder', labelled: [...labelledClips(1, 4, 4)], unlabelled });
}

function ownBucket(): Promise<RealStore> {
  return bucketStore({
    endpoint: inject('s3Endpoint') ?? '',
    accessKeyId: inject('s3AccessKeyId') ?? '',
    secretAccessKey: inject('s3SecretAccessKey') ?? '',
  });
}
