import { createHash } from 'node:crypto';
import { readClips, type RandomAccessSource } from '#libs/archive';
import { decodeClip, toSignal16k } from '#libs/audio';
import {
  SerenadeError,
  type ClipReport,
  type FeatureSetDefinition,
  type ManifestLine,
} from '#libs/contracts';
import { createExtractor, type FeatureExtractor } from '#libs/features';

export interface Extraction {
  /** Features of the clips that could be extracted, in order. */
  readonly values: Float32Array; // [rows, bins, coefficients]
  /** One for each line, in order. */
  readonly reports: ClipReport[];
  readonly milliseconds: number;
}

/** Extractors keep tables and buffers: one for each feature set and thread. */
const extractors = new Map<string, FeatureExtractor>();

/**
 * Extracts the features of a shard's clips. A clip that cannot be extracted gives its coded error and leaves its
 * neighbours alone; an error of the source ends the extraction, since no clip is to blame.
 */
export async function extractClips(
  source: RandomAccessSource,
  lines: readonly ManifestLine[],
  featureSetId: string,
  definition: FeatureSetDefinition,
  maxClipBytes: number,
): Promise<Extraction> {
  const startedAt = performance.now();
  const extractor = extractors.get(featureSetId) ?? createExtractor(definition);
  extractors.set(featureSetId, extractor);
  const width = extractor.bins * extractor.coefficients;
  const values = new Float32Array(lines.length * width);
  const reports: ClipReport[] = [];
  let rows = 0;
  for await (const { error, bytes } of readClips(source, lines, { maxClipBytes })) {
    const report = error === undefined ? extractClip(bytes, rows, extractor, values) : failure(error);
    if (report.status === 'extracted') rows += 1;
    reports.push(report);
  }
  return { values: values.slice(0, rows * width), reports, milliseconds: performance.now() - startedAt };
}

function extractClip(
  bytes: Uint8Array,
  row: number,
  extractor: FeatureExtractor,
  values: Float32Array,
): ClipReport {
  const width = extractor.bins * extractor.coefficients;
  try {
    const clip = decodeClip(bytes);
    extractor.extract(toSignal16k(clip), values.subarray(row * width, (row + 1) * width));
    const { durationSeconds, sampleRateHz, channels, peak } = clip;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { status: 'extracted', row, sha256, durationSeconds, sampleRateHz, channels, peak };
  } catch (error) {
    return failure(error);
  }
}

/** What is not a coded error of the clip is a defect of the decoder; the clip is reported all the same. */
function failure(error: unknown): ClipReport {
  if (error instanceof SerenadeError && error.code.startsWith('clip.')) {
    return { status: 'failed', code: error.code, message: error.message };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    status: 'failed',
    code: 'clip.decode_failed',
    message: `The clip could not be decoded: ${detail}`,
  };
}
