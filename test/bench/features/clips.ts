import { createWriteStream, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { encodeWav } from '#libs/audio';

const SECONDS = 3.7;
const RATE_HZ = 48_000;

/** Lists the WAV files below a folder by relative path, sorted. */
export function wavFilesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.wav$/i.test(name)).sort();
}

/** Writes a zip of the given clips, deflated or stored, and returns its path. */
export async function writeZip(
  path: string,
  folder: string,
  files: readonly string[],
  compress: boolean,
): Promise<string> {
  const zip = new ZipFile();
  for (const file of files) zip.addFile(join(folder, file), file, { compress });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Writes clips of `syntheticClip`. */
export function writeSyntheticClips(folder: string, clips: number): void {
  mkdirSync(folder, { recursive: true });
  for (let clip = 0; clip < clips; clip++) {
    writeFileSync(join(folder, `${String(clip).padStart(4, '0')}.wav`), syntheticClip(clip + 1));
  }
}

/** Synthesizes a WAV file of noise under a slow envelope: 16 bit, mono, 48 kHz. */
export function syntheticClip(seed: number): Uint8Array {
  let state = seed;
  let smooth = 0;
  const length = Math.round(SECONDS * RATE_HZ);
  const samples = Int16Array.from({ length }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    smooth = 0.9 * smooth + 0.1 * (state / 2 ** 32 - 0.5);
    return Math.round(smooth * 30_000 * Math.sin((Math.PI * i) / length));
  });
  return encodeWav(samples, { sampleRateHz: RATE_HZ });
}
