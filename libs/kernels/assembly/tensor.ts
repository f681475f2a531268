export { multiply } from './tensor/product';
export {
  lstmBackward,
  lstmBackwardScratch,
  lstmForward,
  lstmForwardScratch,
  lstmTraceFloats,
} from './tensor/lstm';
export { adam } from './tensor/adam';
export {
  convolutionScratch,
  convolutionShape,
  convolve,
  filterGradient,
  filterGradientScratch,
  inputGradient,
  inputGradientScratch,
} from './tensor/convolution';
export { channelMoments, columnSums, normGradient, normSums, scaleChannels } from './tensor/norm';
export { maxPool, maxPoolGradient } from './tensor/pool';
export { weightedSum } from './tensor/sum';
