/** Measures clips per second on one thread and on two, and memory, and prints one JSON line. bench-features runs it. */
import { once } from 'node:events';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { syntheticClip, wavFilesIn } from './features/clips.js';
import { extractFeatures, signalOf } from './features/pipeline.js';
import { readFileAgain } from './features/read-file.js';
import { median } from './features/timing.js';

export interface ThreadFigures {
  readonly clips: number;
  /** The rate of two threads. */
  readonly clipsPerSecond: number;
  readonly audioSecondsPerSecond: number;
  /** The rate of two threads over that of one: the median of pairs of successive runs. */
  readonly speedup: number;
  /** Resident memory after a tenth of the clips and after all of them. */
  readonly earlyRssMb: number;
  readonly rssMb: number;
}

/** Threads take one clip at a time, as a worker's threads take shards, so no thread waits for a slower one. */
interface Task {
  readonly files: readonly string[];
  readonly clips: number;
  /** A shared 32-bit integer: the next clip. */
  readonly next: SharedArrayBuffer;
}

interface Answer {
  readonly audioSeconds: number;
}

/** Many short pairs average out the machine's other load. */
const PAIRS = 15;

async function work({ files, clips, next }: Task): Promise<Answer> {
  const taken = new Int32Array(next);
  let samples = 0;
  for (let clip = Atomics.add(taken, 0, 1); clip < clips; clip = Atomics.add(taken, 0, 1)) {
    const bytes = readFileAgain(files[clip % files.length] ?? '');
    const signal = await signalOf(bytes, 'kaiser-8');
    samples += signal.length;
    extractFeatures(signal);
  }
  return { audioSeconds: samples / 16_000 };
}

/** Runs a task in a thread. Rejects if the thread fails. */
async function run(worker: Worker, task: Task): Promise<Answer> {
  const answered = once(worker, 'message');
  worker.postMessage(task);
  const [answer] = (await answered) as [Answer];
  return answer;
}

async function measure(folder: string, clips: number): Promise<ThreadFigures> {
  const files = wavFilesIn(folder).map((name) => join(folder, name));
  const workers = [0, 1].map(() => new Worker(new URL(import.meta.url)));
  const timed = async (
    threads: readonly Worker[],
    all: number,
  ): Promise<{ seconds: number; audio: number }> => {
    const task: Task = { files, clips: all, next: new SharedArrayBuffer(4) };
    const startedAt = performance.now();
    const answers = await Promise.all(threads.map((thread) => run(thread, task)));
    const audio = answers.reduce((sum, { audioSeconds }) => sum + audioSeconds, 0);
    return { seconds: (performance.now() - startedAt) / 1000, audio };
  };
  const each = Math.max(1, Math.round(clips / PAIRS / 3));
  await timed(workers, 2 * Math.min(each, 100));
  const ratios: number[] = [];
  const rates: number[] = [];
  const audioRates: number[] = [];
  let earlyRssMb = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const one = await timed(workers.slice(0, 1), each);
    const two = await timed(workers, 2 * each);
    ratios.push((2 * one.seconds) / two.seconds);
    rates.push((2 * each) / two.seconds);
    audioRates.push(two.audio / two.seconds);
    if (pair === 1) earlyRssMb = rssMb();
  }
  const figures = {
    clips: 3 * each * PAIRS,
    clipsPerSecond: median(rates),
    audioSecondsPerSecond: median(audioRates),
    speedup: median(ratios),
    earlyRssMb,
    rssMb: rssMb(),
  };
  await Promise.all(workers.map((worker) => worker.terminate()));
  return figures;
}

function rssMb(): number {
  return process.memoryUsage.rss() / 1024 ** 2;
}

if (isMainThread) {
  const [folder = '', clips = '10000'] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(folder, Number(clips))));
} else {
  const warmUp = syntheticClip(1);
  for (let i = 0; i < 30; i++) extractFeatures(await signalOf(warmUp, 'kaiser-8'));
  parentPort?.on(
    'message',
    (task: Task) => void work(task).then((answer) => parentPort?.postMessage(answer)),
  );
}
