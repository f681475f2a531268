/**
 * Compares feature extraction with a peer: CPU time per clip from a WAV file, a deflated zip and a stored zip to 20 x
 * 40 numbers. Also measures the gain of a second thread, and memory over many clips.
 *
 *   npm run bench:features [-- --peer mfcc_peer.py] [--data FOLDER OF WAV FILES] [--rounds 5] [--clips 10000]
 *
 * The peer and ours run alternately (A B A B), each in its own process, pinned to one core if `taskset` is installed.
 * Figures are medians of CPU time, because wall-clock time includes other processes. Without a folder it generates
 * clips of 3.7 s, 48 kHz, 16 bit, mono. The last line is one JSON object. A ratio is the peer's time over ours, or null
 * without a peer.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wavFilesIn, writeSyntheticClips, writeZip } from './features/clips.js';
import { median } from './features/timing.js';
import type { ClipTimes } from './bench-features-clips.js';
import type { ThreadFigures } from './bench-features-threads.js';

const { values: options } = parseArgs({
  options: {
    peer: { type: 'string' },
    data: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    clips: { type: 'string', default: '10000' },
  },
});
const rounds = Number(options.rounds);

interface Case {
  readonly name: string;
  readonly source: string;
  readonly resampler: string;
}

interface PeerTimes {
  readonly torchaudio_ms: number;
  readonly librosa_ms: number;
  readonly librosa: string;
}

/** Runs a program on the last core and parses its last line. */
function runPinned(command: readonly string[]): unknown {
  const [program = '', ...args] = hasTaskset ? ['taskset', '-c', '1', ...command] : command;
  const output = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as unknown;
}

function canRun(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const hasTaskset = canRun('taskset', '-c', '1', 'true');
const python = canRun('/usr/bin/python3', '-c', 'import torchaudio') ? '/usr/bin/python3' : 'python3';

function script(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}

function runOurs({ source, resampler }: Case): ClipTimes {
  return runPinned([process.execPath, script('bench-features-clips'), source, resampler]) as ClipTimes;
}

function runPeer(source: string): PeerTimes | null {
  return options.peer === undefined ? null : (runPinned([python, options.peer, source, '1']) as PeerTimes);
}

function medianOf<T>(times: readonly T[], key: keyof T): number {
  return median(times.map((time) => Number(time[key])));
}

const folder = mkdtempSync(join(tmpdir(), 'serenade-bench-'));
try {
  if (options.data === undefined) writeSyntheticClips(join(folder, 'clips'), 60);
  const data = options.data ?? join(folder, 'clips');
  const files = wavFilesIn(data);
  if (files.length === 0) throw new Error(`${data} contains no .wav file.`);
  const deflated = await writeZip(join(folder, 'deflated.zip'), data, files, true);
  const stored = await writeZip(join(folder, 'stored.zip'), data, files, false);
  const cases: readonly Case[] = [
    { name: 'wav48k_standard', source: data, resampler: 'kaiser-8' },
    { name: 'wav48k_fast', source: data, resampler: 'sinc-hann-41' },
    { name: 'wav48k_high', source: data, resampler: 'kaiser-9' },
    { name: 'zip_deflated', source: deflated, resampler: 'kaiser-8' },
    { name: 'zip_stored', source: stored, resampler: 'kaiser-8' },
  ];
  const columns = [
    'read',
    'unpack',
    'decode',
    'features',
    'total',
    'sha256',
    'signal',
    'torchaudio',
    'librosa',
    'ratio',
  ];
  console.log(`${files.length} clips, ${rounds} rounds; CPU ms a clip, medians`);
  console.log(''.padEnd(16), ...columns.map((column) => column.padStart(10)));
  const ratios: Record<string, number | null> = {};
  for (const current of cases) {
    const peers: PeerTimes[] = [];
    const ours: ClipTimes[] = [];
    for (let round = 0; round < rounds; round++) {
      const peer = runPeer(current.source);
      if (peer !== null) peers.push(peer);
      ours.push(runOurs(current));
    }
    const total = medianOf(ours, 'totalMs');
    const peerMs = peers.length === 0 ? null : medianOf(peers, 'torchaudio_ms');
    const ratio = peerMs === null ? null : Number((peerMs / total).toFixed(2));
    ratios[`${current.name}_ratio`] = ratio;
    const stages = (['readMs', 'unpackMs', 'decodeMs', 'featuresMs'] as const).map((key) =>
      medianOf(ours, key),
    );
    const times = [...stages, total, medianOf(ours, 'sha256Ms'), medianOf(ours, 'meterMs')].map((ms) =>
      ms.toFixed(3),
    );
    const librosa = peers.length === 0 ? '-' : medianOf(peers, 'librosa_ms').toFixed(3);
    const row = [...times, peerMs?.toFixed(3) ?? '-', librosa, ratio?.toString() ?? '-'];
    console.log(current.name.padEnd(16), ...row.map((text) => text.padStart(10)));
  }
  const threads = JSON.parse(
    execFileSync(process.execPath, [script('bench-features-threads'), data, options.clips], {
      encoding: 'utf8',
    }),
  ) as ThreadFigures;
  console.log(
    `two threads: ${threads.clipsPerSecond.toFixed(0)} clips/s, ${threads.audioSecondsPerSecond.toFixed(0)} s of audio a ` +
      `second, ${threads.speedup.toFixed(2)} times one; resident after a tenth ${threads.earlyRssMb.toFixed(0)} MB, ` +
      `after all ${threads.clips} clips ${threads.rssMb.toFixed(0)} MB`,
  );
  console.log(
    JSON.stringify({
      bench: 'features',
      node: process.version,
      ...ratios,
      two_threads_speedup: Number(threads.speedup.toFixed(2)),
      rss_mb: Math.round(threads.rssMb),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
