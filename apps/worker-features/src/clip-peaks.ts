import { readClips, type RandomAccessSource } from '#libs/archive';
import { bytesSource, PeakMeter, SEGMENTED_CLIP_LIMITS, type ClipSource } from '#libs/audio';
import { SerenadeError, type ClipPeaks, type ManifestLine } from '#libs/contracts';
import { isOfClip } from '#libs/features';
import { LARGE_BYTES, openStreamedClip } from './streamed-clip.js';

/**
 * The waves of a clip of an archive. Of a damaged one, those up to the damage.
 *
 * @param maxClipBytes a clip that has more is refused, unless it can be read as a stream
 * @throws SerenadeError `clip.*` when nothing of it can be decoded, and what the source throws
 */
export async function peaksOfClip(
  archive: RandomAccessSource,
  line: ManifestLine,
  maxClipBytes: number,
): Promise<ClipPeaks> {
  const clip = await clipSource(archive, line, maxClipBytes);
  const meter = new PeakMeter(clip.size, SEGMENTED_CLIP_LIMITS);
  try {
    await clip.decode(meter, true);
  } catch (error) {
    if (meter.frames === 0 || !isOfClip(error)) throw error;
  }
  return meter.peaks();
}

async function clipSource(
  archive: RandomAccessSource,
  line: ManifestLine,
  maxClipBytes: number,
): Promise<ClipSource> {
  const streamed = line.size >= LARGE_BYTES ? await openStreamedClip(archive, line) : null;
  if (streamed !== null) return streamed.source;
  for await (const { bytes, error } of readClips(archive, [line], { maxClipBytes })) {
    if (error !== undefined) throw error;
    return bytesSource(bytes);
  }
  throw new SerenadeError('clip.corrupt', 'The clip does not stand in its archive.');
}
