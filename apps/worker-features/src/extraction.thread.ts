import { workerData } from 'piscina';
import {
  SerenadeError,
  asSerenadeError,
  featureSetNameOf,
  featureSetNamed,
  type CodedError,
  type ManifestLine,
} from '#libs/contracts';
import { RangeSource, archiveKeys, openStore, type StoreSettings } from '#libs/storage';
import { extractClips, type Extraction } from './extraction.js';

export interface ExtractionTask {
  readonly archiveId: string;
  readonly featureSetId: string;
  readonly lines: readonly ManifestLine[];
  readonly maxClipBytes: number;
}

/** Errors cross the thread by value: classes do not survive the structured clone. */
export type ExtractionAnswer = { readonly extraction: Extraction } | { readonly error: CodedError };

const store = openStore(workerData as StoreSettings);

/** Runs in a worker thread: reads, unpacks, decodes and extracts a shard far from the event loop that renews locks. */
export async function extractInThread(task: ExtractionTask): Promise<ExtractionAnswer> {
  try {
    const source = await RangeSource.open(store, archiveKeys.source(task.archiveId));
    const { featureSetId, lines, maxClipBytes } = task;
    return {
      extraction: await extractClips(source, lines, featureSetId, definitionOf(featureSetId), maxClipBytes),
    };
  } catch (error) {
    const { code, message } = asSerenadeError(error);
    return { error: { code, message } };
  }
}

function definitionOf(featureSetId: string) {
  const name = featureSetNameOf(featureSetId);
  if (name === null) {
    throw new SerenadeError(
      'feature_set.unknown',
      `This worker knows no feature set ${featureSetId}; is it an older version?`,
    );
  }
  return featureSetNamed(name);
}
