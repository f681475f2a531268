import { workerData } from 'piscina';
import { asSerenadeError, type ClipPeaks, type CodedError, type ManifestLine } from '#libs/contracts';
import { ArchiveSources, openStore, type StoreSettings } from '#libs/storage';
import { peaksOfClip } from './clip-peaks.js';

export interface PeaksTask {
  readonly archiveId: string;
  readonly line: ManifestLine;
  readonly maxClipBytes: number;
}

/** Errors cross the thread by value: classes do not survive the structured clone. */
export type PeaksOutcome = { readonly peaks: ClipPeaks } | { readonly error: CodedError };

const sources = new ArchiveSources(openStore(workerData as StoreSettings));

/** Runs in a worker thread: decodes a clip far from the event loop that renews locks. */
export async function peaksInThread({ archiveId, line, maxClipBytes }: PeaksTask): Promise<PeaksOutcome> {
  try {
    return { peaks: await peaksOfClip(await sources.sourceOf(archiveId, line), line, maxClipBytes) };
  } catch (error) {
    const { code, message } = asSerenadeError(error);
    return { error: { code, message } };
  }
}
