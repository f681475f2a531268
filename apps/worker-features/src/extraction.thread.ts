import { workerData } from 'piscina';
import { asSerenadeError, type CodedError, type ManifestLine } from '#libs/contracts';
import { ArchiveSources, openStore, readDefinition, type StoreSettings } from '#libs/storage';
import { extractClips, type Extraction } from './extraction.js';

export interface ExtractionTask {
  readonly archiveId: string;
  readonly featureSetId: string;
  readonly lines: readonly ManifestLine[];
  readonly maxClipBytes: number;
  /** The positions of lines that blocked a thread. */
  readonly abandoned: readonly number[];
  /** A shared 32-bit integer: the position of the line that the thread is working on. */
  readonly progress: SharedArrayBuffer;
}

/** Errors leave the thread as plain values, because classes do not survive the structured clone. */
export type ExtractionAnswer = { readonly extraction: Extraction } | { readonly error: CodedError };

const store = openStore(workerData as StoreSettings);
const sources = new ArchiveSources(store);

/** Reads, unpacks, decodes and extracts a shard in a worker thread, so the main thread can renew its locks in time. */
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
