import { API_URL } from '../api/client.js';
import { wavOf } from './wav.js';

/** A recording under way. */
export interface Recording {
  /** Ends it, and gives it as a WAV file; the microphone is let go. */
  stop(): Promise<Blob>;
}

/**
 * Records what the microphone gives, as it is: what a browser does for calls (noise, gain, echo) would change what is heard.
 *
 * @throws Error when there is none, or it may not be used
 */
export async function record(): Promise<Recording> {
  // Browsers offer none to pages that came over plain HTTP from elsewhere.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined)
    throw new Error('This browser lets only pages over HTTPS, or of this machine, use the microphone.');
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await devices.getUserMedia({ audio: { ...plain, channelCount: 1 } });
  const context = new AudioContext();
  const release = async () => {
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  };
  try {
    await context.audioWorklet.addModule(`${API_URL}/microphone.worklet.js`);
  } catch (error) {
    await release();
    throw error;
  }
  const blocks: Float32Array[] = [];
  const node = new AudioWorkletNode(context, 'microphone', { numberOfOutputs: 0, channelCount: 1 });
  node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => void blocks.push(data);
  context.createMediaStreamSource(stream).connect(node);
  return {
    stop: async () => {
      const { sampleRate } = context;
      await release();
      return wavOf(blocks, sampleRate);
    },
  };
}
