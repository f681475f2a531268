import { readAiffLayout } from './aiff.js';
import { readAuLayout } from './au.js';
import { readCafLayout } from './caf.js';
import type { LayoutReading, SampleLayout } from './sample-layout.js';
import { sniff } from './sniff.js';
import { readW64Layout } from './w64.js';
import { readWavLayout } from './wav-layout.js';

const READERS = {
  wav: readWavLayout,
  aiff: readAiffLayout,
  au: readAuLayout,
  w64: readW64Layout,
  caf: readCafLayout,
} as const;

/** A container of samples, whose layout states where they are. CAF may also contain packets of a codec. */
export type SampleContainer = keyof typeof READERS;

export function isSampleContainer(format: string | null | undefined): format is SampleContainer {
  return format !== null && format !== undefined && Object.hasOwn(READERS, format);
}

/**
 * Reads the layout of a file of samples.
 *
 * @param format null for a file whose first bytes decide
 * @throws SerenadeError `clip.empty`, `clip.not_audio`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readSampleLayout(
  bytes: Uint8Array,
  reading: LayoutReading = {},
  format: SampleContainer = identifyContainer(bytes),
): SampleLayout {
  return READERS[format](bytes, reading);
}

function identifyContainer(bytes: Uint8Array): SampleContainer {
  const format = sniff(bytes)?.format;
  return isSampleContainer(format) ? format : 'wav';
}
