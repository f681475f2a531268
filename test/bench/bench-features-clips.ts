/** Measures the CPU time per clip of a folder or zip on one thread and prints one JSON line. bench-features runs it. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { clipsOf, openZip, readClips, readDirectory, type RandomAccessSource } from '#libs/archive';
import type { ManifestLine, Resampler } from '#libs/contracts';
import { syntheticClip, wavFilesIn } from './features/clips.js';
import { extractFeatures, measureSignal, signalOf } from './features/pipeline.js';
import { readFileAgain } from './features/read-file.js';
import { cpuMs, median } from './features/timing.js';

/** Medians over all clips. Only the time to read a zip is a mean, because one read serves several clips. */
export interface ClipTimes {
  readonly clips: number;
  readonly readMs: number;
  /** Inflating and checking the CRC, which Python's zipfile does too. */
  readonly unpackMs: number;
  readonly decodeMs: number;
  readonly featuresMs: number;
  readonly totalMs: number;
  /** Hashing the clip's bytes. Not part of the total. */
  readonly sha256Ms: number;
  /** Measuring the signal for the domain note. Not part of the total. */
  readonly meterMs: number;
}

const [path = '', resampler = 'kaiser-8'] = process.argv.slice(2);
const stages = {
  unpack: [] as number[],
  decode: [] as number[],
  features: [] as number[],
  sha256: [] as number[],
  meter: [] as number[],
};
const totals: number[] = [];

/** @param startedAt CPU time at which unpacking this clip started */
async function timeClip(bytes: Uint8Array, startedAt: number): Promise<void> {
  const unpackedAt = cpuMs();
  const signal = await signalOf(bytes, resampler as Resampler);
  const decodedAt = cpuMs();
  extractFeatures(signal);
  const doneAt = cpuMs();
  createHash('sha256').update(bytes).digest('hex');
  const hashedAt = cpuMs();
  stages.sha256.push(hashedAt - doneAt);
  measureSignal(signal);
  stages.meter.push(cpuMs() - hashedAt);
  stages.unpack.push(unpackedAt - startedAt);
  stages.decode.push(decodedAt - unpackedAt);
  stages.features.push(doneAt - decodedAt);
  totals.push(doneAt - startedAt);
}

function timesOf(readMs: number): ClipTimes {
  return {
    clips: totals.length,
    readMs,
    unpackMs: median(stages.unpack),
    decodeMs: median(stages.decode),
    featuresMs: median(stages.features),
    totalMs: readMs + median(totals),
    sha256Ms: median(stages.sha256),
    meterMs: median(stages.meter),
  };
}

async function timeFolder(): Promise<ClipTimes> {
  const reads: number[] = [];
  for (const file of wavFilesIn(path)) {
    const startedAt = cpuMs();
    const bytes = readFileAgain(join(path, file));
    const readAt = cpuMs();
    reads.push(readAt - startedAt);
    await timeClip(bytes, readAt);
  }
  return timesOf(median(reads));
}

/** A local file needs no large reads: small blocks stay in the cache until their clips are unpacked. */
const READ_BYTES = 1024 ** 2;

async function timeZip(): Promise<ClipTimes> {
  const file = openSync(path, 'r');
  let readMs = 0;
  // One block suffices: with short local headers, `readClips` finishes a block before it requests the next.
  let block = Buffer.alloc(0);
  const source: RandomAccessSource = {
    size: fstatSync(file).size,
    read: (start, end) => {
      const startedAt = cpuMs();
      if (end - start > block.length) block = Buffer.alloc(end - start);
      const bytes = block.subarray(0, end - start);
      readSync(file, bytes, 0, bytes.length, start);
      readMs += cpuMs() - startedAt;
      return Promise.resolve(bytes);
    },
  };
  const directory = await openZip(source);
  const lines: ManifestLine[] = [];
  for await (const page of clipsOf(readDirectory(source, directory), directory)) lines.push(...page);
  readMs = 0;
  let startedAt = cpuMs();
  let readBefore = 0;
  for await (const { bytes, error } of readClips(source, lines, { readBytes: READ_BYTES })) {
    if (error !== undefined) throw error;
    await timeClip(bytes, startedAt + (readMs - readBefore));
    readBefore = readMs;
    startedAt = cpuMs();
  }
  closeSync(file);
  return timesOf(readMs / lines.length);
}

// The first clips let V8 compile the hot loops. The peer also processes one clip before it measures.
const warmUp = syntheticClip(1);
for (let i = 0; i < 30; i++) {
  const signal = await signalOf(warmUp, resampler as Resampler);
  extractFeatures(signal);
  measureSignal(signal);
}
console.log(JSON.stringify(path.endsWith('.zip') ? await timeZip() : await timeFolder()));
