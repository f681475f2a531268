export { multiply, multiplyScratch } from './tensor/product';
export { lstmBackward, lstmBackwardScratch } from './tensor/lstm-backward';
export { lstmForward, lstmForwardScratch } from './tensor/lstm-forward';
export { lstmTraceFloats } from './tensor/lstm-trace';
export { adam } from './tensor/adam';
export {
  convolutionScratch,
  convolve,
  filterGradient,
  filterGradientScratch,
  inputGradient,
  inputGradientScratch,
} from './tensor/convolution';
export { convolutionShape } from './tensor/convolution-shape';
export { channelMoments, columnSums, normGradient, normSums, scaleChannels } from './tensor/norm';
export { maxPool, maxPoolGradient } from './tensor/pool';
export { weightedSum } from './tensor/sum';
export { setWide } from './tensor/wide';
