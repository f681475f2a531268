import { usesGpu } from '../probe-engine.js';
import type { Tf } from '../tf.js';

/** libtensorflow on an NVIDIA GPU. It falls back to the CPU without a word, which counts as a failure here. */
export async function loadNativeGpu(): Promise<Tf> {
  const tf = await loadBinding('@tensorflow/tfjs-node-gpu');
  if (!usesGpu(tf)) {
    // Else the next binding would find this one registered and reuse it.
    tf.removeBackend('tensorflow');
    throw new Error('TensorFlow finds no usable GPU and fell back to the CPU');
  }
  return tf;
}

/** libtensorflow on the CPU. */
export async function loadNativeCpu(): Promise<Tf> {
  return loadBinding('@tensorflow/tfjs-node');
}

/**
 * @param specifier of an optional dependency, which TypeScript need not find
 */
async function loadBinding(specifier: string): Promise<Tf> {
  const { default: tf } = await importBinding(specifier);
  if (!(await tf.setBackend('tensorflow'))) throw new Error(`${specifier} offers no native backend`);
  return tf;
}

/** The bindings are CommonJS, so that the module itself arrives as the default export. */
async function importBinding(specifier: string): Promise<{ readonly default: Tf }> {
  try {
    return (await import(specifier)) as { readonly default: Tf };
  } catch (cause) {
    const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    // npm drops an optional dependency whose native library it cannot fetch; the loader's own words hold local paths.
    if (code === 'ERR_MODULE_NOT_FOUND') throw new Error(`${specifier} is not installed`, { cause });
    throw cause;
  }
}
