import { onnxModel } from './onnx-writer.js';

/** An ONNX model that embeds a signal as its mean and maximum. */
export const statisticsModel = onnxModel(
  [
    { op: 'ReduceMean', inputs: ['signal'], output: 'mean', ints: { axes: [1] } },
    { op: 'ReduceMax', inputs: ['signal'], output: 'max', ints: { axes: [1] } },
    { op: 'Concat', inputs: ['mean', 'max'], output: 'embedding', int: { axis: 1 } },
  ],
  { name: 'embedding', rank: 2 },
);
