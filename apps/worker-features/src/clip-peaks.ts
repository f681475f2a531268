import { readClips, type RandomAccessSource } from '#libs/archive';
import { addRawHeader, bytesSource, PeakMeter, SEGMENTED_CLIP_LIMITS, type ClipSource } from '#libs/audio';
import { SerenadeError, type ClipPeaks, type ManifestLine } from '#libs/contracts';
import { isOfClip } from '#libs/features';
import { LARGE_BYTES, openStreamedClip } from './streamed-clip.js';

/**
 * Measures the waveform of a clip of an archive. The waveform of a damaged clip ends at the damage.
 *
 * @param maxClipBytes the size limit of clips that cannot be read as a stream
 * @throws SerenadeError `clip.*` if nothing of the clip can be decoded, and the errors of the source
 */
export async function measureClipPeaks(
  archive: RandomAccessSource,
  line: ManifestLine,
  maxClipBytes: number,
): Promise<ClipPeaks> {
  const clip = await openClip(archive, line, maxClipBytes);
  const meter = new PeakMeter(clip.size, SEGMENTED_CLIP_LIMITS);
  try {
    await clip.decode(meter, true);
  } catch (error) {
    if (meter.frames === 0 || !isOfClip(error)) throw error;
  }
  return meter.peaks();
}

async function openClip(
  archive: RandomAccessSource,
  line: ManifestLine,
  maxClipBytes: number,
): Promise<ClipSource> {
  const streamed = line.size >= LARGE_BYTES ? await openStreamedClip(archive, line) : null;
  if (streamed !== null) return streamed.source;
  for await (const { bytes, error } of readClips(archive, [line], { maxClipBytes })) {
    if (error !== undefined) throw error;
    return bytesSource(addRawHeader(bytes, line.raw));
  }
  throw new SerenadeError('clip.corrupt', 'The archive does not contain the clip.');
}
