import { z } from 'zod';
import { recipeSchema, SerenadeError, sha256Hex } from '#libs/contracts';
import { networkShape } from './input/prepare-clips.js';
import type { Model, WeightTensor } from './model.js';
import { float32Bytes, float32At } from './float32-bytes.js';
import { parameterCount, weightSpecs } from './networks/registry.js';

/** `model.json`: all of a model but its numbers, and where in `weights.bin` they stand. */
const modelFile = z.strictObject({
  format: z.literal('serenade-model'),
  v: z.literal(1),
  recipe: recipeSchema,
  labels: z.array(z.string()).min(1),
  featureSetId: z.string(),
  shape: z.strictObject({ frames: z.int().positive().nullable(), coefficients: z.int().positive() }),
  standardizer: z.strictObject({ mean: z.array(z.number()), deviation: z.array(z.number().positive()) }),
  parameters: z.int().positive(),
  weightsSha256: z.string(),
  weights: z.array(
    z.strictObject({
      name: z.string(),
      shape: z.array(z.int().positive()),
      byteOffset: z.int().nonnegative(),
      byteLength: z.int().positive(),
    }),
  ),
});

/** A model as two objects to store. */
export interface SavedModel {
  /** `model.json`, UTF-8. */
  readonly json: Uint8Array;
  /** `weights.bin`: float32, little-endian, one tensor after the other. */
  readonly weights: Uint8Array;
  readonly weightsSha256: string;
}

export function saveModel(model: Model): SavedModel {
  const weights = float32Bytes(model.weights.map(({ values }) => values));
  const weightsSha256 = sha256Hex(weights);
  let byteOffset = 0;
  const entries = model.weights.map(({ name, shape, values: { byteLength } }) => {
    const entry = { name, shape: [...shape], byteOffset, byteLength };
    byteOffset += byteLength;
    return entry;
  });
  const file: z.infer<typeof modelFile> = {
    format: 'serenade-model',
    v: 1,
    recipe: model.recipe,
    labels: [...model.labels],
    featureSetId: model.featureSetId,
    shape: model.shape,
    standardizer: {
      mean: [...model.standardizer.mean],
      deviation: [...model.standardizer.deviation],
    },
    parameters: parameterCount(
      model.recipe,
      networkShape(model.recipe.input, model.shape),
      model.labels.length,
    ),
    weightsSha256,
    weights: entries,
  };
  return { json: new TextEncoder().encode(JSON.stringify(file, null, 2)), weights, weightsSha256 };
}

/**
 * @param saved both objects as they were stored
 * @throws SerenadeError `model.corrupt` when they are damaged, do not belong together, or lack a weight
 */
export function loadModel(saved: Pick<SavedModel, 'json' | 'weights'>): Model {
  const file = parseModelFile(saved.json);
  if (sha256Hex(saved.weights) !== file.weightsSha256)
    throw corrupt('weights.bin does not have the SHA-256 in model.json');
  const { recipe, labels, featureSetId, shape } = file;
  const readShape = networkShape(recipe.input, shape);
  const weights = weightSpecs(recipe, readShape, labels.length).map((spec, at): WeightTensor => {
    const entry = file.weights[at];
    if (entry?.name !== spec.name || String(entry.shape) !== String(spec.shape)) {
      throw corrupt(`the weight ${spec.name} of shape [${spec.shape.join(', ')}] is missing`);
    }
    const values = float32At(saved.weights, entry.byteOffset, spec.shape);
    if (!values) throw corrupt(`the weight ${spec.name} reaches beyond weights.bin`);
    return { name: spec.name, shape: spec.shape, values };
  });
  const [mean, deviation] = [file.standardizer.mean, file.standardizer.deviation].map((list) =>
    Float32Array.from(list),
  );
  if (mean?.length !== readShape.coefficients || deviation?.length !== readShape.coefficients) {
    throw corrupt(`the standardizer is not of ${readShape.coefficients} coefficients`);
  }
  return { recipe, labels, featureSetId, shape, standardizer: { mean, deviation }, weights };
}

function parseModelFile(json: Uint8Array): z.infer<typeof modelFile> {
  try {
    return modelFile.parse(JSON.parse(new TextDecoder().decode(json)));
  } catch (cause) {
    throw corrupt('model.json cannot be read', cause);
  }
}

function corrupt(reason: string, cause?: unknown): SerenadeError {
  return new SerenadeError('model.corrupt', `The stored model is damaged: ${reason}.`, {}, { cause });
}
