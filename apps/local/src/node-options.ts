const SMALL_HEAP = ['--max-semi-space-size=4', '--max-old-space-size=512'];

/**
 * Options of Node for the process of an application, as in its image. What lives in the heap here is small, since audio
 * and tensors are typed arrays; but V8 lets garbage pile up in proportion to the heap that it might take, by default
 * gigabytes. The GPU worker's engines make more objects and keep the default.
 */
export function nodeOptions(app: 'api' | 'worker-features' | 'worker-gpu'): readonly string[] {
  return app === 'worker-gpu' ? [] : SMALL_HEAP;
}
