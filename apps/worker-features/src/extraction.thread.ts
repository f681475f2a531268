import { workerData } from 'piscina';
import { asSerenadeError, type CodedError, type ManifestLine } from '#libs/contracts';
import { ArchiveSources, openStore, readDefinition, type StoreSettings } from '#libs/storage';
import { extractClips, type Extraction } from './extraction.js';

export interface ExtractionTask {
  readonly archiveId: string;
  readonly featureSetId: string;
  readonly lines: readonly ManifestLine[];
  readonly maxClipBytes: number;
  /** Positions of lines over which a thread was lost. */
  readonly abandoned: readonly number[];
  /** One 32-bit integer that both sides see: the position of the line under way. */
  readonly progress: SharedArrayBuffer;
}

/** Errors cross the thread by value: classes do not survive the structured clone. */
export type ExtractionAnswer = { readonly extraction: Extraction } | { readonly error: CodedError };

const store = openStore(workerData as StoreSettings);
const sources = new ArchiveSources(store);

/** Runs in a worker thread: reads, unpacks, decodes and extracts a shard far from the event loop that renews locks. */
export async function extractInThread(task: ExtractionTask): Promise<ExtractionAnswer> {
  try {
    const { archiveId, featureSetId, lines, maxClipBytes, abandoned } = task;
    const definition = await readDefinition(store, featureSetId);
    const progress = new Int32Array(task.progress);
    const onClip = (position: number): void => void Atomics.store(progress, 0, position);
    return {
      extraction: await extractClips((line) => sources.sourceOf(archiveId, line), lines, {
        featureSetId,
        definition,
        maxClipBytes,
        readModel: (key) => store.get(key),
        abandoned,
        onClip,
      }),
    };
  } catch (error) {
    const { code, message } = asSerenadeError(error);
    return { error: { code, message } };
  }
}
