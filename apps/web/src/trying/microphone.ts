import { API_URL } from '../api/client.js';
import { encodeWav } from './wav.js';

export interface Recording {
  /** Ends the recording, releases the microphone and returns a WAV file. */
  stop(): Promise<Blob>;
}

/**
 * Records the microphone's raw signal. The processing that browsers do for calls (noise, gain, echo) would change the
 * sound.
 *
 * @throws Error if there is no microphone, or the page may not use it
 */
export async function record(): Promise<Recording> {
  // Browsers hide the microphone from pages loaded over plain HTTP from another host.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined)
    throw new Error('Browsers allow the microphone only on pages loaded over HTTPS or from this machine.');
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
      return encodeWav(blocks, sampleRate);
    },
  };
}
