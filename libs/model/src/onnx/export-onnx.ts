import { SerenadeError, networkShape } from '#libs/contracts';
import { logitsOf } from '../forward.js';
import type { Model } from '../model.js';
import { weightSpecs } from '../networks/registry.js';
import { OnnxGraph } from './graph.js';
import { BATCH, onnxOps, type Traced } from './onnx-ops.js';

/** Names of what goes into a graph and comes out of it. */
export const ONNX_INPUT = 'features';
export const ONNX_OUTPUT = 'probabilities';

/**
 * The bytes of an ONNX file that scores as the model does: `features` `[batch, frames, coefficients]`, as they were
 * extracted, after the recipe's `input` and before standardisation, to `probabilities` `[batch, labels]`.
 *
 * @throws SerenadeError `model.not_exportable` when clips may differ in length: a graph has one number of frames
 */
export function exportOnnx({
  recipe,
  labels,
  featureSetId,
  shape,
  standardizer,
  weights,
}: Model): Uint8Array {
  const { frames, coefficients } = networkShape(recipe.input, shape);
  if (frames === null) {
    throw new SerenadeError(
      'model.not_exportable',
      'The model scores clips of any length, and an ONNX graph has one number of frames. Train it on a feature set of fixed frames, or with input.crop.',
    );
  }
  const graph = new OnnxGraph();
  const ops = onnxOps(graph);
  const features: Traced = { name: ONNX_INPUT, shape: [BATCH, frames, coefficients], values: null };
  const mean = ops.constant(
    standardizer.mean.map((value) => -value),
    [coefficients],
  );
  const deviation = ops.constant(standardizer.deviation, [coefficients]);
  const inputs = ops.div(ops.add(features, mean), deviation);
  const stored = weights.map(({ name, shape: extents, values }): Traced => {
    return { name: graph.floats(values, extents, name), shape: extents, values };
  });
  const specs = weightSpecs(recipe, { frames, coefficients }, labels.length);
  const logits = logitsOf(ops, recipe, specs, stored, { inputs, mask: null });
  graph.node('Softmax', [logits.name], { axis: 1 }, [ONNX_OUTPUT]);
  return graph.finish(
    recipe.architecture,
    { name: ONNX_INPUT, shape: ['batch', frames, coefficients] },
    { name: ONNX_OUTPUT, shape: ['batch', labels.length] },
    { labels: labels.join(','), featureSetId, architecture: recipe.architecture },
  );
}
