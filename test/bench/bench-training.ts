/**
 * Measures the speed of the paper's network: milliseconds per epoch of 1,152 clips in batches of 64, and clips scored
 * per second at batch 1, 64 and 1024.
 *
 *   npm run bench:training # every engine that works here
 *   npm run bench:training -- --peer lstm_peer.py [--rounds 3] [--python /usr/bin/python3 …] [--one-thread]
 *
 * With a peer, ours (training on WebAssembly, scoring with onnxruntime) and the peer run alternately (A B A B), each in
 * its own process. If `taskset` is installed, a process is pinned to as many cores as it has threads. The peer runs in
 * the system's Python and, if the first Python on the path has its own PyTorch, in that too.
 *
 * Ratios are the peer's median time over ours; above 1 ours is faster. One thread is compared by CPU time, on which other
 * processes have less influence, and also by wall time. Two threads are compared by wall time with the peer's better setting.
 * The last line is one JSON object. To measure another version of Node, run `dist/test/bench/bench-training.js` with
 * it.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ENGINE_CANDIDATES } from '#libs/model';
import { median } from './training/median.js';
import { pythonsWithTorch, type PeerPython } from './training/peer-python.js';
import type { Times } from './training/ours.js';

type PeerTimes = Pick<Times, 'epoch_cpu_ms' | 'epoch_wall_ms' | 'clips_per_s'>;

const { values: options } = parseArgs({
  options: {
    peer: { type: 'string' },
    python: { type: 'string', multiple: true, default: ['/usr/bin/python3', 'python3'] },
    rounds: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '3' },
    'one-thread': { type: 'boolean', default: false },
  },
});
const OURS = fileURLToPath(new URL('./training/ours.js', import.meta.url));
const hasTaskset = canRun('taskset', '-c', '0', 'true');

if (options.peer === undefined) compareEngines();
else compareWithPeers(options.peer);

function compareEngines(): void {
  const rows = ENGINE_CANDIDATES.flatMap(({ name }) => {
    try {
      return [ours(name, 1)];
    } catch {
      console.log(`${name}: does not run here`);
      return [];
    }
  });
  console.table(rows.map(({ clips_per_s: rates, ...row }) => ({ ...row, ...prefixed(rates) })));
  console.log(JSON.stringify({ bench: 'training', node: process.version, rows }));
}

/** Compares with every Python. The last line has the ratios of the first one at its top level. */
function compareWithPeers(script: string): void {
  const pythons = pythonsWithTorch(options.python);
  if (pythons.length === 0) throw new Error(`None of ${options.python.join(', ')} runs PyTorch.`);
  const [first, ...others] = pythons.map((python) => compareWith(script, python));
  console.log(JSON.stringify(others.length === 0 ? first : { ...first, others }));
}

function compareWith(script: string, python: PeerPython) {
  console.log(
    `${python.python}: PyTorch ${python.torch}, OpenBLAS for ${python.blas_core ?? 'an unknown core'}`,
  );
  const [one, two] = [
    { ours: [] as Times[], peer: [] as PeerTimes[] },
    { ours: [] as Times[], peer: [] as PeerTimes[] },
  ];
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [runs, threads] of [
      [one, 1],
      [two, 2],
    ] as const) {
      if (threads === 2 && options['one-thread']) continue;
      runs.ours.push(ours('wasm', threads));
      runs.peer.push(peer(python, script, threads));
    }
  }
  const of = (runs: readonly PeerTimes[], field: 'epoch_cpu_ms' | 'epoch_wall_ms') =>
    median(runs.map((run) => run[field]));
  const rate = (runs: readonly PeerTimes[], batch: number) =>
    median(runs.map((run) => run.clips_per_s[batch] ?? NaN));
  const peerBest = Math.min(of(one.peer, 'epoch_wall_ms'), of(two.peer, 'epoch_wall_ms'));
  const scoreRatio = (batch: number) => rounded(rate(one.ours, batch) / rate(one.peer, batch));
  console.table({
    'ours, 1 thread': summary(one.ours),
    'peer, 1 thread': summary(one.peer),
    ...(options['one-thread']
      ? {}
      : { 'ours, 2 threads': summary(two.ours), 'peer, 2 threads': summary(two.peer) }),
  });
  return {
    bench: 'training',
    node: process.version,
    simd: one.ours[0]?.simd,
    ...python,
    rounds: Number(options.rounds),
    epoch_ratio_1t: rounded(of(one.peer, 'epoch_cpu_ms') / of(one.ours, 'epoch_cpu_ms')),
    epoch_wall_ratio_1t: rounded(of(one.peer, 'epoch_wall_ms') / of(one.ours, 'epoch_wall_ms')),
    epoch_ratio_2t: options['one-thread'] ? null : rounded(peerBest / of(two.ours, 'epoch_wall_ms')),
    score_ratio_b1: scoreRatio(1),
    score_ratio_b64: scoreRatio(64),
    score_ratio_b1024: scoreRatio(1024),
  };

  function summary(runs: readonly PeerTimes[]) {
    return {
      'CPU ms an epoch': of(runs, 'epoch_cpu_ms'),
      'wall ms an epoch': of(runs, 'epoch_wall_ms'),
      ...prefixed(Object.fromEntries([1, 64, 1024].map((batch) => [batch, rate(runs, batch)]))),
    };
  }
}

function prefixed(rates: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(rates).map(([batch, rate]) => [`clips/s, batch ${batch}`, rate]));
}

function ours(engine: string, threads: number): Times {
  return runPinned(threads, [
    process.execPath,
    ...process.execArgv,
    OURS,
    engine,
    String(threads),
    options.epochs,
  ]);
}

function peer({ python }: PeerPython, script: string, threads: number): PeerTimes {
  return runPinned(threads, [python, script, String(threads), '2', options.epochs]);
}

/** Runs a program whose last line is one JSON object. */
function runPinned(threads: number, command: readonly string[]): Times {
  const cores = threads === 1 ? '0' : `0-${threads - 1}`;
  const [program = '', ...args] = hasTaskset ? ['taskset', '-c', cores, ...command] : command;
  const output = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Times;
}

function canRun(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
