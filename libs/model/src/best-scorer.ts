import { networkShape, type EngineInfo } from '#libs/contracts';
import { reasonOf, type SelectedEngine } from './engine.js';
import type { Model } from './model.js';
import { createOnnxScorer, onnxVersion } from './onnx/onnx-scorer.js';
import { createScorer, type Scorer } from './predict.js';

/** The largest accepted difference between the probabilities of two engines. */
const TOLERANCE = 1e-5;
const PROBE_CLIPS = 3;

/** A scorer and the engine that it uses. */
export interface ChosenScorer {
  readonly scorer: Scorer;
  readonly engine: EngineInfo;
}

export interface ScorerOptions {
  /** `auto` tries onnxruntime on a CPU, `training` always uses the selected engine. */
  readonly kind: 'auto' | 'training';
  /** Threads of onnxruntime. 0 uses one per core. */
  readonly threads: number;
}

/**
 * Returns the fastest scorer for a model. On a CPU this is onnxruntime, after its probabilities match the selected
 * engine's on a few clips. Otherwise it is the selected engine, and `passedOver` holds the reason.
 */
export async function chooseScorer(
  { tf, engine }: SelectedEngine,
  model: Model,
  { kind, threads }: ScorerOptions,
): Promise<ChosenScorer> {
  const own = createScorer(tf, model);
  if (kind === 'training' || engine.device !== 'cpu') return { scorer: own, engine };
  try {
    const scorer = await createOnnxScorer(model, { threads });
    await checkAgreement(scorer, own, model);
    own.dispose();
    const { passedOver } = engine;
    return {
      scorer,
      engine: { name: 'onnxruntime', device: 'cpu', version: await onnxVersion(), passedOver },
    };
  } catch (failure) {
    const passedOver = [...engine.passedOver, { name: 'onnxruntime', reason: reasonOf(failure) }];
    return { scorer: own, engine: { ...engine, passedOver } };
  }
}

/** @throws Error when two scorers predict different probabilities for clips around the mean of the train subset */
async function checkAgreement(one: Scorer, other: Scorer, model: Model): Promise<void> {
  const { shape, standardizer, recipe } = model;
  const frames = shape.frames ?? networkShape(recipe.input, shape).frames ?? 1;
  const { coefficients } = shape;
  const clips = Float32Array.from({ length: PROBE_CLIPS * frames * coefficients }, (_, at) => {
    const coefficient = at % coefficients;
    const away = Math.sin(at) * (standardizer.deviation[coefficient] ?? 1);
    return (standardizer.mean[coefficient] ?? 0) + away;
  });
  const features = {
    values: clips,
    offsets: Array.from({ length: PROBE_CLIPS + 1 }, (_, clip) => clip * frames),
  };
  const [actual, expected] = [await one.predict(features), await other.predict(features)];
  const worst = Math.max(...actual.map((value, at) => Math.abs(value - (expected[at] ?? Number.NaN))));
  if (!(worst <= TOLERANCE))
    throw new Error(`its probabilities differ from the training engine's by up to ${worst}`);
}
