import { z } from 'zod';
import { networkShape, recipeSchema, SerenadeError, sha256Hex } from '#libs/contracts';
import type { Model } from './model.js';
import type { WeightTensor } from './weight-tensor.js';
import { parameterCount, weightSpecs } from './networks/registry.js';
import { decodeWeight, encodeWeight } from './weight-codec.js';

/** The schema of `model.json`, which describes a model and locates its weights in `weights.bin`. */
const modelFile = z.strictObject({
  format: z.literal('serenade-model'),
  v: z.literal(1),
  recipe: recipeSchema,
  labels: z.array(z.string()).min(1),
  featureSetId: z.string(),
  shape: z.strictObject({ frames: z.int().positive().nullable(), coefficients: z.int().positive() }),
  standardizer: z.strictObject({ mean: z.array(z.number()), deviation: z.array(z.number().positive()) }),
  precision: z.enum(['float32', 'float16', 'int8']).default('float32'),
  parameters: z.int().positive(),
  weightsSha256: z.string(),
  weights: z.array(
    z.strictObject({
      name: z.string(),
      shape: z.array(z.int().positive()),
      byteOffset: z.int().nonnegative(),
      byteLength: z.int().positive(),
      precision: z.enum(['float32', 'float16', 'int8']).default('float32'),
      isSparse: z.boolean().default(false),
    }),
  ),
});

/** A model as the two objects that are stored. */
export interface SavedModel {
  /** `model.json`, UTF-8. */
  readonly json: Uint8Array;
  /** `weights.bin`: little-endian tensors, one after the other, each encoded as its entry states. */
  readonly weights: Uint8Array;
  readonly weightsSha256: string;
}

export function saveModel(model: Model): SavedModel {
  const { recipe, labels, featureSetId, shape, standardizer, precision = 'float32' } = model;
  const encoded = model.weights.map((weight) => encodeWeight(weight.values, weight.shape, precision));
  const weights = new Uint8Array(encoded.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let byteOffset = 0;
  const entries = model.weights.map(({ name, shape: extents }, at) => {
    const { bytes = new Uint8Array(), ...how } = encoded[at] ?? { precision, isSparse: false };
    weights.set(bytes, byteOffset);
    const entry = { name, shape: [...extents], byteOffset, byteLength: bytes.length, ...how };
    byteOffset += bytes.length;
    return entry;
  });
  const weightsSha256 = sha256Hex(weights);
  const file: z.infer<typeof modelFile> = {
    format: 'serenade-model',
    v: 1,
    recipe,
    labels: [...labels],
    featureSetId,
    shape,
    standardizer: { mean: [...standardizer.mean], deviation: [...standardizer.deviation] },
    precision,
    parameters: parameterCount(recipe, networkShape(recipe.input, shape), labels.length),
    weightsSha256,
    weights: entries,
  };
  return { json: new TextEncoder().encode(JSON.stringify(file, null, 2)), weights, weightsSha256 };
}

/**
 * Decodes and verifies a model.
 *
 * @throws SerenadeError `model.corrupt` when the objects are damaged, do not belong together, or lack a weight
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
    const { byteOffset, byteLength, precision, isSparse } = entry;
    const bytes = saved.weights.subarray(byteOffset, byteOffset + byteLength);
    const values = decodeWeight({ precision, isSparse, bytes }, spec.shape);
    if (!values) throw corrupt(`the weight ${spec.name} has the wrong length in weights.bin`);
    return { name: spec.name, shape: spec.shape, values };
  });
  const [mean, deviation] = [file.standardizer.mean, file.standardizer.deviation].map((list) =>
    Float32Array.from(list),
  );
  if (mean?.length !== readShape.coefficients || deviation?.length !== readShape.coefficients) {
    throw corrupt(`the standardizer does not have ${readShape.coefficients} coefficients`);
  }
  const standardizer = { mean, deviation };
  const precision = file.precision === 'float32' ? {} : { precision: file.precision };
  return { recipe, labels, featureSetId, shape, standardizer, weights, ...precision };
}

function parseModelFile(json: Uint8Array): z.infer<typeof modelFile> {
  try {
    return modelFile.parse(JSON.parse(new TextDecoder().decode(json)));
  } catch (cause) {
    throw corrupt('model.json cannot be read', cause);
  }
}

function corrupt(reason: string, cause?: unknown): SerenadeError {
  const message = `The stored model is damaged: ${reason}. Train or upload it again.`;
  return new SerenadeError('model.corrupt', message, {}, { cause });
}
