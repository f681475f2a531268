/**
 * CPU time of decoding, resampling and MFCC on one thread.
 *
 *   npx tsc --outDir dist && node dist/test/bench/bench-features.js [FOLDER OF WAV FILES]
 *
 * Without a folder it uses synthetic clips of 3.7 s, 16 bit, mono, at 16 and 48 kHz. The last line is one JSON object.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeClip, toSignal16k } from '#libs/audio';
import { FEATURE_SETS } from '#libs/contracts';
import { createExtractor, type FeatureExtractor } from '#libs/features';

const SYNTHETIC_SECONDS = 3.7;
const ROUNDS = 5;

interface Timing {
  readonly clips: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly mfccMs: number;
  readonly totalMs: number;
  readonly clipsPerSecond: number;
}

/** Noise under a slow envelope, as a 16-bit mono WAV file. */
function syntheticClip(sampleRateHz: number, seed: number): Uint8Array {
  const samples = Math.round(SYNTHETIC_SECONDS * sampleRateHz);
  const bytes = Buffer.alloc(44 + 2 * samples);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + 2 * samples, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRateHz, 24);
  bytes.writeUInt32LE(2 * sampleRateHz, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(2 * samples, 40);
  let state = seed;
  for (let i = 0; i < samples; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const envelope = Math.sin((Math.PI * i) / samples);
    bytes.writeInt16LE(Math.round((state / 2 ** 32 - 0.5) * 20_000 * envelope), 44 + 2 * i);
  }
  return bytes;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** CPU time of this process so far: unlike the clock, it does not count what other processes take. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds a clip of CPU time in one round: [decode, resample, MFCC]. */
function timeRound(clips: readonly Uint8Array[], extractor: FeatureExtractor): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (const bytes of clips) {
    const start = cpuMs();
    const clip = decodeClip(bytes);
    const decoded = cpuMs();
    const signal = toSignal16k(clip);
    const resampled = cpuMs();
    extractor.extract(signal);
    sums[0] += decoded - start;
    sums[1] += resampled - decoded;
    sums[2] += cpuMs() - resampled;
  }
  return [sums[0] / clips.length, sums[1] / clips.length, sums[2] / clips.length];
}

function timeClips(clips: readonly Uint8Array[], extractor: FeatureExtractor): Timing {
  timeRound(clips, extractor); // Compiles the hot loops.
  const rounds = Array.from({ length: ROUNDS }, () => timeRound(clips, extractor));
  const [decodeMs = 0, resampleMs = 0, mfccMs = 0] = [0, 1, 2].map((part) =>
    median(rounds.map((r) => r[part] ?? 0)),
  );
  const totalMs = decodeMs + resampleMs + mfccMs;
  return { clips: clips.length, decodeMs, resampleMs, mfccMs, totalMs, clipsPerSecond: 1000 / totalMs };
}

function clipSets(folder: string | undefined): Readonly<Record<string, readonly Uint8Array[]>> {
  if (folder === undefined) {
    const clipsAt = (rate: number): Uint8Array[] =>
      Array.from({ length: 40 }, (_, i) => syntheticClip(rate, i + 1));
    return { 'synthetic 16 kHz': clipsAt(16_000), 'synthetic 48 kHz': clipsAt(48_000) };
  }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const clips = names.filter((name) => /\.wav$/i.test(name)).map((name) => readFileSync(join(folder, name)));
  if (clips.length === 0) throw new Error(`There is no .wav file in ${folder}.`);
  return { [folder]: clips };
}

const results: Record<string, Record<string, Timing>> = {};
console.log('clips, CPU ms a clip feature set  decode  resample   MFCC   total ms  clips/s');
for (const [setName, clips] of Object.entries(clipSets(process.argv[2]))) {
  results[setName] = {};
  for (const name of ['paper-20', 'stride-20', 'span-20'] as const) {
    const timing = timeClips(clips, createExtractor(FEATURE_SETS[name]));
    results[setName][name] = timing;
    const { decodeMs, resampleMs, mfccMs, totalMs, clipsPerSecond } = timing;
    const columns = [decodeMs, resampleMs, mfccMs, totalMs].map((ms) => ms.toFixed(3).padStart(8)).join(' ');
    console.log(
      `${setName.padEnd(20)} ${name.padEnd(11)} ${columns} ${clipsPerSecond.toFixed(0).padStart(9)}`,
    );
  }
}
console.log(JSON.stringify({ bench: 'features', node: process.version, results }));
