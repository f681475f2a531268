/**
 * Speed of the paper's network on every engine that works here: milliseconds an epoch of 1,152 clips in batches of 64,
 * and clips scored a second at batch 1, 64 and 1024. The last line is one JSON object.
 *
 *   npx tsc --outDir dist && node dist/test/bench/bench-training.js
 *
 * Medians of wall time on a shared machine wander; pin the process (`taskset -c 0`) and compare within one run.
 */
import { RECIPES, type EngineInfo } from '#libs/contracts';
import { Random } from '#libs/corpus';
import { createScorer, ENGINE_CANDIDATES, selectEngine, trainModel, type Model, type Tf } from '#libs/model';

const CLIPS = 1152;
/** The plain engine is so slow that a part of an epoch has to do; its time is scaled up. */
const CLIPS_ON_CPU = 128;
const SHAPE = { frames: 20, coefficients: 40 };
const LABELS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'];
/** Repeats by batch size: enough for a median, few enough to end soon. */
const SCORING = [
  { batch: 1, repeats: 30 },
  { batch: 64, repeats: 10 },
  { batch: 1024, repeats: 3 },
] as const;

interface Row {
  readonly engine: EngineInfo['name'];
  readonly device: string;
  readonly epochMs: number;
  readonly clipsPerSecond: Readonly<Record<string, number>>;
}

const rows: Row[] = [];
for (const { name } of ENGINE_CANDIDATES) {
  try {
    const { tf, engine } = await selectEngine({ forced: name });
    rows.push(await measure(tf, engine));
  } catch (failure) {
    console.log(`${name}: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
}
console.table(
  rows.map(({ engine, device, epochMs, clipsPerSecond }) => ({
    engine,
    device,
    'ms an epoch': epochMs,
    ...clipsPerSecond,
  })),
);
console.log(JSON.stringify({ bench: 'training', node: process.version, clips: CLIPS, rows }));

async function measure(tf: Tf, { name, device }: EngineInfo): Promise<Row> {
  const { model, clipMs } = name === 'cpu' ? await train(tf, CLIPS_ON_CPU, 1) : await train(tf, CLIPS, 4);
  const clipsPerSecond: Record<string, number> = {};
  const scorer = createScorer(tf, model);
  for (const { batch, repeats } of SCORING.filter(({ batch }) => name !== 'cpu' || batch <= 64)) {
    const features = noise(batch);
    await scorer.predict(features, batch);
    const rates: number[] = [];
    for (let repeat = 0; repeat < (name === 'cpu' ? 3 : repeats); repeat++) {
      const start = performance.now();
      await scorer.predict(features, batch);
      rates.push((batch * 1000) / (performance.now() - start));
    }
    clipsPerSecond[`batch ${batch}`] = Math.round(median(rates));
  }
  scorer.dispose();
  return { engine: name, device, epochMs: Math.round(clipMs * CLIPS), clipsPerSecond };
}

/** Trains on noise; the first epoch warms up where there are more. */
async function train(tf: Tf, clips: number, epochs: number): Promise<{ model: Model; clipMs: number }> {
  const labels = Int32Array.from({ length: clips }, (_, clip) => clip % LABELS.length);
  const { model, history } = await trainModel(tf, {
    features: noise(clips),
    shape: SHAPE,
    featureSetId: 'noise',
    labels,
    labelNames: LABELS,
    split: { train: [...labels.keys()], validation: [] },
    recipe: { ...RECIPES.paper, epochs },
    seed: 0,
  });
  const times = history.map(({ clipsPerSecond }) => 1000 / clipsPerSecond);
  return { model, clipMs: median(times.slice(epochs > 1 ? 1 : 0)) };
}

function noise(clips: number): Float32Array {
  const random = Random.seeded(0, 'bench');
  return Float32Array.from({ length: clips * SHAPE.frames * SHAPE.coefficients }, () => random.normal());
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
