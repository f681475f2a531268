import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Random } from '#libs/random';
import type { InputCase } from './matrix.js';

const run = promisify(execFile);
const QUIET = ['-nostdin', '-v', 'error', '-y'];
const MOST_OUTPUT = 64 * 1024 ** 2;
const SECONDS = 1.3;

/** Writes a file of 32-bit floats with a voice-like sound: harmonics with a gliding pitch, syllables, and some noise. */
export async function writeSource(path: string, rate: number, channels: number): Promise<void> {
  const random = Random.seeded(20_261_201, `${rate} ${channels}`);
  const frames = Math.round(SECONDS * rate) + 7; // no whole number of packets
  const samples = new Float32Array(frames * channels);
  for (let channel = 0; channel < channels; channel++) {
    let phase = 0;
    for (let i = 0; i < frames; i++) {
      const seconds = i / rate;
      phase += (2 * Math.PI * (110 + 40 * channel + 60 * Math.sin(5 * seconds))) / rate;
      const syllable = 0.55 + 0.45 * Math.sin(2 * Math.PI * (3 + channel) * seconds);
      let value = 0.01 * (random.uniform() - 0.5);
      for (let harmonic = 1; harmonic <= 12; harmonic++) value += Math.sin(harmonic * phase) / harmonic / 4;
      samples[i * channels + channel] = 0.5 * syllable * value;
    }
  }
  await writeFile(path, samples);
}

/** Encodes a source with ffmpeg. */
export async function encodeInput(source: string, target: string, input: InputCase): Promise<void> {
  const { rate, channels, options, quirk, container } = input;
  const raw = ['-f', 'f32le', '-ar', String(rate), '-ac', String(channels), '-i', source];
  const video = ['-f', 'lavfi', '-i', `testsrc=size=64x48:rate=5:duration=${SECONDS}`];
  const maps = quirk?.hasVideo === true ? [...video, '-map', '1:v', '-map', '0:a', '-c:v', 'mpeg4'] : [];
  const args = [...QUIET, ...raw, ...maps, ...options, '-ar', String(rate), ...(quirk?.options ?? [])];
  if (quirk?.isPiped !== true) {
    await run('ffmpeg', [...args, '-strict', '-2', ...formatOf(container), target]);
    return;
  }
  const piped = await run('ffmpeg', [...args, '-strict', '-2', ...formatOf(container), 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: MOST_OUTPUT,
  });
  await writeFile(target, piped.stdout);
}

/** Names the muxer of extensions that ffmpeg does not know, or knows as another one; a pipe has no extension. */
function formatOf(container: string): string[] {
  const names: Readonly<Record<string, string>> = {
    mkv: 'matroska',
    mka: 'matroska',
    weba: 'webm',
    m4a: 'mp4',
    m4b: 'mp4',
    oga: 'ogg',
    aif: 'aiff',
  };
  return ['-f', names[container] ?? container];
}

/** Decodes a file with ffmpeg at its own rate. */
export async function decodeWithFfmpeg(path: string, channels: number): Promise<Float32Array[]> {
  const { stdout } = await run('ffmpeg', [...QUIET, '-i', path, '-map', '0:a:0', '-f', 'f32le', 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: MOST_OUTPUT,
  });
  const all = new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
  const frames = Math.floor(all.length / channels);
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (_, frame) => all[frame * channels + channel] ?? 0),
  );
}
