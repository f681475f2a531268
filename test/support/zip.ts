import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { voicedWav } from './wav.js';

/** Builds a zip of these files. */
export async function zipOf(files: Readonly<Record<string, Uint8Array>>, compress = false): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(bytes), name, { compress, mtime: new Date(0) });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** Builds a zip of this number of voiced clips. */
export function zipOfClips(clips: number): Promise<Buffer> {
  return zipOf(
    Object.fromEntries(
      Array.from({ length: clips }, (_, n) => [`clip-${String(n).padStart(3, '0')}.wav`, voicedWav(100 + n)]),
    ),
  );
}

/** Builds a corpus in the folder layout, with `perLabel` clips of each label, named by label and speaker. */
export function zipOfCorpus(labels: readonly string[], perLabel: number): Promise<Buffer> {
  const clips = labels.flatMap((label, at) =>
    Array.from({ length: perLabel }, (_, n) => [
      `${label}/speaker${n % 4}_${n}.wav`,
      voicedWav(100 + 60 * at + n, 0.3),
    ]),
  );
  return zipOf(Object.fromEntries(clips) as Record<string, Uint8Array>);
}
