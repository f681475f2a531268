export { convertMono, convertStereo, decimate16, peakMono, peakStereo } from './pcm16';
export { decimate, interpolated, peakBits, polyphase } from './polyphase';
