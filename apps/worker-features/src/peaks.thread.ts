import { workerData } from 'piscina';
import { asSerenadeError, type ClipPeaks, type CodedError, type ManifestLine } from '#libs/contracts';
import { ArchiveSources, openStore, type StoreSettings } from '#libs/storage';
import { measureClipPeaks } from './clip-peaks.js';

export interface PeaksTask {
  readonly archiveId: string;
  readonly line: ManifestLine;
  readonly maxClipBytes: number;
}

/** Errors leave the thread as plain values, because classes do not survive the structured clone. */
export type PeaksOutcome = { readonly peaks: ClipPeaks } | { readonly error: CodedError };

const sources = new ArchiveSources(openStore(workerData as StoreSettings));

/** Measures a waveform in a worker thread, so the main thread can renew its locks in time. */
export async function measurePeaksInThread({
  archiveId,
  line,
  maxClipBytes,
}: PeaksTask): Promise<PeaksOutcome> {
  try {
    return { peaks: await measureClipPeaks(await sources.sourceOf(archiveId, line), line, maxClipBytes) };
  } catch (error) {
    const { code, message } = asSerenadeError(error);
    return { error: { code, message } };
  }
}
