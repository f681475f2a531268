import type { Tf } from '../tf.js';

/** Loads the plain JavaScript engine. It is slow and works everywhere. */
export async function loadCpu(): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs');
  // Production mode suppresses a banner that recommends tfjs-node.
  tf.enableProdMode();
  if (!(await tf.setBackend('cpu'))) throw new Error('TensorFlow.js cannot start its cpu backend');
  return tf;
}
