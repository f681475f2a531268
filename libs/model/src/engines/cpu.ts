import type { Tf } from '../tf.js';

/** Plain JavaScript: slow, and works everywhere. */
export async function loadCpu(): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs');
  // Without this it prints a banner that tells people to install tfjs-node.
  tf.enableProdMode();
  if (!(await tf.setBackend('cpu'))) throw new Error('TensorFlow.js refuses its cpu backend');
  return tf;
}
