import { streamClip, type RandomAccessSource } from '#libs/archive';
import {
  SerenadeError,
  featureSetShape,
  type ClipReport,
  type FeatureSetDefinition,
  type ManifestLine,
} from '#libs/contracts';
import { clipFailure, isOfClip, noTimes } from '#libs/features';
import { ClipProcess, type IsolatedClip } from '#libs/sandbox';
import { ArchiveSources } from '#libs/storage';
import { concatenate, readGroup, type Extraction } from './extraction.js';
import type { FeatureWorkerContext } from './feature-worker-context.js';

/**
 * Extracts the clips of a shard one by one in a sandbox. A clip that would end this worker costs only its own report.
 * The values are those of `ExtractionPool.extract`, which is faster.
 *
 * @throws SerenadeError of the source and of the embedding model
 */
export async function extractAlone(
  { store, embed, maxClipBytes, clipMemoryBytes }: FeatureWorkerContext,
  archiveId: string,
  lines: readonly ManifestLine[],
  definition: FeatureSetDefinition,
): Promise<Extraction> {
  const startedAt = performance.now();
  const sources = new ArchiveSources(store);
  const cutsSegments = (definition.preprocessing?.segments ?? null) !== null;
  const rows: Float32Array[] = [];
  const reports: ClipReport[] = [];
  await using process = new ClipProcess(definition, clipMemoryBytes);
  for (const line of lines) {
    const source = await sources.sourceOf(archiveId, line);
    try {
      const clip = await extractClip(process, source, line, { maxClipBytes, cutsSegments });
      const own =
        definition.kind === 'embedding'
          ? await Promise.all(clip.rows.map((row) => embed(definition, row)))
          : clip.rows;
      reports.push(clip.report.status === 'failed' ? clip.report : { ...clip.report, row: rows.length });
      rows.push(...own);
    } catch (error) {
      if (!isOfClip(error)) throw error;
      reports.push(clipFailure(error));
    }
  }
  const { coefficients } = featureSetShape(definition);
  const frameCounts = rows.map((row) => row.length / coefficients);
  const milliseconds = performance.now() - startedAt;
  const stages = { ...noTimes(), decode: milliseconds };
  return { values: concatenate(rows), frameCounts, reports, milliseconds, stages };
}

/** Sends a clip to the sandbox. Like in the threads, only a clip that is cut into segments may exceed `maxClipBytes`. */
async function extractClip(
  process: ClipProcess,
  source: RandomAccessSource,
  line: ManifestLine,
  { maxClipBytes, cutsSegments }: { readonly maxClipBytes: number; readonly cutsSegments: boolean },
): Promise<IsolatedClip> {
  if (cutsSegments && line.error === undefined && line.size > maxClipBytes)
    return process.extract({ bytes: line.size, chunks: streamClip(source, line) });
  for await (const { bytes, error } of readGroup(source, [line], maxClipBytes)) {
    if (error !== undefined) throw error;
    return process.extract(bytes);
  }
  throw new SerenadeError('clip.corrupt', 'The archive does not contain the clip.');
}
