import { SerenadeError, networkShape } from '#libs/contracts';
import { logitsOf } from '../forward.js';
import type { Model } from '../model.js';
import { weightSpecs } from '../networks/registry.js';
import { OnnxGraph } from './graph.js';
import { BATCH, onnxOps, type Traced } from './onnx-ops.js';

/** The names of the graph's input and output. */
export const ONNX_INPUT = 'features';
export const ONNX_OUTPUT = 'probabilities';

/**
 * Exports a model as an ONNX file that predicts the same probabilities. It maps `features` `[batch, frames,
 * coefficients]` to `probabilities` `[batch, labels]`. The features are those after the recipe's `input` and before
 * standardization.
 *
 * @throws SerenadeError `model.not_exportable` when clips may differ in length, because a graph has one number of
 * frames
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
      'The model scores clips of any length, but an ONNX graph has a fixed number of frames. Train the model on a feature set with a fixed number of frames, or with input.crop.',
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
