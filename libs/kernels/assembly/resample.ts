export { convertMono, convertStereo, decimate16, peakMono, peakStereo } from './pcm16';
export { decimate16By3 } from './pcm16-by-3';
export { decimate, interpolated, peakBits, polyphase } from './polyphase';
