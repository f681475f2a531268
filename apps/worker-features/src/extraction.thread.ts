import type { MessagePort } from 'node:worker_threads';
import { workerData } from 'piscina';
import { asSerenadeError, type ClipPeaks, type CodedError, type ManifestLine } from '#libs/contracts';
import { ArchiveSources, openStore, readDefinition, type StoreSettings } from '#libs/storage';
import { measureClipPeaks } from './clip-peaks.js';
import { EmbeddingClient } from './embedding-port.js';
import { extractClips, type Extraction } from './extraction.js';

export interface ExtractionTask {
  readonly archiveId: string;
  readonly featureSetId: string;
  readonly lines: readonly ManifestLine[];
  readonly maxClipBytes: number;
  /** The positions of lines that blocked a thread. */
  readonly abandoned: readonly number[];
  /**
   * Two shared 32-bit integers: the position of the line that the thread is working on, and the number of pieces that it
   * has read of streamed clips.
   */
  readonly progress: SharedArrayBuffer;
  /** Leads to the processes that run embedding models. */
  readonly embeddings: MessagePort;
}

export interface PeaksTask {
  readonly archiveId: string;
  readonly line: ManifestLine;
  readonly maxClipBytes: number;
}

/** Errors leave the thread as plain values, because classes do not survive the structured clone. */
export type Answer<T> = { readonly value: T } | { readonly error: CodedError };

const store = openStore(workerData as StoreSettings);
const sources = new ArchiveSources(store);
const embeddings = new EmbeddingClient();

/** Reads, unpacks, decodes and extracts a shard in a worker thread, so the main thread can renew its locks in time. */
export function extractInThread(task: ExtractionTask): Promise<Answer<Extraction>> {
  return answer(async () => {
    const { archiveId, featureSetId, lines, maxClipBytes, abandoned } = task;
    const progress = new Int32Array(task.progress);
    embeddings.use(task.embeddings);
    return extractClips((line) => sources.sourceOf(archiveId, line), lines, {
      featureSetId,
      definition: await readDefinition(store, featureSetId),
      maxClipBytes,
      embed: embeddings.embed,
      abandoned,
      onClip: (position) => void Atomics.store(progress, 0, position),
      onPiece: () => void Atomics.add(progress, 1, 1),
    });
  });
}

/** Measures the waveform of a clip in a worker thread. */
export function measurePeaksInThread(task: PeaksTask): Promise<Answer<ClipPeaks>> {
  const { archiveId, line, maxClipBytes } = task;
  return answer(async () => measureClipPeaks(await sources.sourceOf(archiveId, line), line, maxClipBytes));
}

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const { code, message } = asSerenadeError(error);
    return { error: { code, message } };
  }
}
