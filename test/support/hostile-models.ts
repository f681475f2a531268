import { loopBody, message, onnxModel, type OnnxNode } from './onnx-writer.js';

const EMBEDDING = { name: 'embedding', rank: 2 };
const MEAN: OnnxNode = { op: 'ReduceMean', inputs: ['signal'], output: 'mean', ints: { axes: [1] } };
const ADD: OnnxNode = { op: 'Add', inputs: ['carried', 'carried'], output: 'next' };

/** A model that never returns: its loop runs 2^62 times. */
export const endlessModel = onnxModel(
  [
    MEAN,
    { op: 'Loop', inputs: ['trips', '', 'mean'], output: 'embedding', graphs: { body: loopBody([ADD]) } },
  ],
  EMBEDDING,
  { trips: [2 ** 62] },
);

/** A model that returns the mean and the maximum of clips up to half a second, and never returns for longer ones. */
export const longClipModel = onnxModel(
  [
    MEAN,
    { op: 'ReduceMax', inputs: ['signal'], output: 'max', ints: { axes: [1] } },
    { op: 'Concat', inputs: ['mean', 'max'], output: 'both', int: { axis: 1 } },
    { op: 'Shape', inputs: ['signal'], output: 'shape' },
    { op: 'ReduceMax', inputs: ['shape'], output: 'samples' },
    { op: 'Greater', inputs: ['samples', 'half'], output: 'isLong' },
    { op: 'Where', inputs: ['isLong', 'trips', 'once'], output: 'count' },
    {
      op: 'Loop',
      inputs: ['count', '', 'both'],
      output: 'embedding',
      graphs: { body: loopBody([{ op: 'Identity', inputs: ['carried'], output: 'next' }]) },
    },
  ],
  EMBEDDING,
  { half: [8_000], once: [1], trips: [2 ** 62] },
);

/** A model that asks for 40 GB at once. */
export const hugeModel = onnxModel(
  [{ op: 'ConstantOfShape', inputs: ['size'], output: 'embedding' }],
  EMBEDDING,
  { size: [1, 10 ** 10] },
);

/** A model that returns more numbers than a feature set can have. */
export const wideModel = onnxModel(
  [{ op: 'ConstantOfShape', inputs: ['size'], output: 'embedding' }],
  EMBEDDING,
  { size: [1, 65_537] },
);

/** A model that doubles its memory with every step of a loop, so that it reaches any limit. */
export const growingModel = onnxModel(
  [
    {
      op: 'Loop',
      inputs: ['trips', '', 'signal'],
      output: 'embedding',
      graphs: {
        body: loopBody([{ op: 'Concat', inputs: ['carried', 'carried'], output: 'next', int: { axis: 1 } }]),
      },
    },
  ],
  EMBEDDING,
  { trips: [60] },
);

/** A model with an operator that is not part of onnxruntime. */
export const foreignModel = onnxModel(
  [{ op: 'RunProgram', domain: 'evil.example', inputs: ['signal'], output: 'embedding' }],
  EMBEDDING,
);

/** A model whose only tensor is in a file on the server. */
export const externalModel = onnxModel(
  [{ op: 'Cast', inputs: ['bytes'], output: 'embedding', int: { to: 1 } }],
  EMBEDDING,
  {},
  [
    message([
      [1, 1],
      [1, 4],
      [2, 2],
      [8, 'bytes'],
      [
        13,
        message([
          [1, 'location'],
          [2, '.env'],
        ]),
      ],
      [14, 1],
    ]),
  ],
);
