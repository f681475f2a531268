import { usesGpu } from '../probe-engine.js';
import type { Tf } from '../tf.js';

/** Loads libtensorflow for an NVIDIA GPU. Its silent fallback to the CPU counts as a failure. */
export async function loadNativeGpu(): Promise<Tf> {
  const tf = await loadBinding('@tensorflow/tfjs-node-gpu');
  if (!usesGpu(tf)) {
    // The CPU binding would otherwise find this one registered and reuse it.
    tf.removeBackend('tensorflow');
    throw new Error('TensorFlow finds no usable GPU and fell back to the CPU');
  }
  return tf;
}

/** Loads libtensorflow for the CPU. */
export async function loadNativeCpu(): Promise<Tf> {
  return loadBinding('@tensorflow/tfjs-node');
}

/** @param specifier the package name of an optional dependency, which may not be installed */
async function loadBinding(specifier: string): Promise<Tf> {
  const { default: tf } = await importBinding(specifier);
  if (!(await tf.setBackend('tensorflow'))) throw new Error(`${specifier} offers no native backend`);
  return tf;
}

/** Imports a binding. The bindings are CommonJS, so the module arrives as the default export. */
async function importBinding(specifier: string): Promise<{ readonly default: Tf }> {
  try {
    return (await import(specifier)) as { readonly default: Tf };
  } catch (cause) {
    const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    // npm skips an optional dependency whose native library it cannot download. Node's message has local paths in it.
    if (code === 'ERR_MODULE_NOT_FOUND') throw new Error(`${specifier} is not installed`, { cause });
    throw cause;
  }
}
