/**
 * Runs the paper's network on one engine in its own process, as a peer's script does: milliseconds per epoch of 1,152
 * clips in batches of 64 without dropout, and clips scored per second. Prints one JSON object.
 *
 *   node dist/test/bench/training/ours.js ENGINE [THREADS] [EPOCHS]
 */
import { RECIPES, type EngineName } from '#libs/contracts';
import { Random } from '#libs/random';
import { bestSimd } from '#libs/kernels/tensor';
import {
  createOnnxScorer,
  createScorer,
  selectEngine,
  trainModel,
  type Model,
  type Scorer,
  type Tf,
} from '#libs/model';
import { median } from './median.js';

export interface Times {
  readonly engine: string;
  readonly simd: string;
  readonly threads: number;
  /** CPU time of the whole process. */
  readonly epoch_cpu_ms: number;
  readonly epoch_wall_ms: number;
  readonly clips_per_s: Readonly<Record<string, number>>;
}

const CLIPS = 1152;
const SHAPE = { frames: 20, coefficients: 40 };
const LABELS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'];
/** The peer uses the same number of repetitions. */
const SCORING = [
  { batch: 1, times: 200 },
  { batch: 64, times: 20 },
  { batch: 1024, times: 2 },
];
const ROUNDS = 7;
/** The plain engine is slow, so it runs one part in nine of an epoch, and the time is scaled up. */
const SHARE_ON_CPU = 9;

const [engine = 'wasm', threads = '1', epochs = '3'] = process.argv.slice(2);
const { tf } = await selectEngine({ forced: engine as EngineName });
const share = engine === 'cpu' ? SHARE_ON_CPU : 1;
const { model, cpu, wall } = await train(tf, CLIPS / share, Number(threads), Number(epochs));
const scorer =
  engine === 'cpu' ? null : engine === 'wasm' ? await fastScorer(model) : createScorer(tf, model);
const times: Times = {
  engine,
  simd: bestSimd(),
  threads: Number(threads),
  epoch_cpu_ms: Math.round(share * median(cpu)),
  epoch_wall_ms: Math.round(share * median(wall)),
  clips_per_s: scorer === null ? {} : await score(scorer),
};
console.log(JSON.stringify(times));
process.exit(0);

/** Creates the scorer that a worker uses if it trains on WebAssembly: onnxruntime. */
function fastScorer(trained: Model): Promise<Scorer> {
  return createOnnxScorer(trained, { threads: Number(threads) });
}

/** Trains on noise. The first epoch warms up. */
async function train(own: Tf, clips: number, teamThreads: number, count: number) {
  const labels = Int32Array.from({ length: clips }, (_, clip) => clip % LABELS.length);
  const cpu: number[] = [];
  const wall: number[] = [];
  let [cpuBefore, wallBefore] = [process.cpuUsage(), performance.now()];
  const { model: trained } = await trainModel(own, {
    features: noise(clips),
    shape: SHAPE,
    featureSetId: 'noise',
    labels,
    labelNames: LABELS,
    split: { train: [...labels.keys()], validation: [] },
    recipe: { ...RECIPES.paper, dropout: 0, epochs: count + 1 },
    seed: 0,
    threads: teamThreads,
    onEpoch: () => {
      const { user, system } = process.cpuUsage(cpuBefore);
      cpu.push((user + system) / 1000);
      wall.push(performance.now() - wallBefore);
      [cpuBefore, wallBefore] = [process.cpuUsage(), performance.now()];
    },
  });
  return { model: trained, cpu: cpu.slice(1), wall: wall.slice(1) };
}

async function score(own: Scorer): Promise<Record<string, number>> {
  const rates: Record<string, number> = {};
  for (const { batch, times: count } of SCORING) {
    const features = noise(batch);
    await own.predict(features, batch);
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      for (let at = 0; at < count; at++) await own.predict(features, batch);
      rounds.push((batch * count * 1000) / (performance.now() - start));
    }
    rates[batch] = Math.round(median(rounds));
  }
  return rates;
}

function noise(clips: number): Float32Array {
  const random = Random.seeded(0, 'bench');
  return Float32Array.from({ length: clips * SHAPE.frames * SHAPE.coefficients }, () => random.normal());
}
