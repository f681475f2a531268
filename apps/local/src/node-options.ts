/**
 * Options of Node for the process of an application, as in its image. What lives in the heap is small, since audio and
 * tensors are typed arrays; but V8 lets young garbage pile up to 32 MB, and old garbage in proportion to the heap that it
 * might take, by default gigabytes. With a small old space a feature worker needs a third more CPU a clip (measured by
 * `npm run bench:system`), so it has none. The GPU worker's engines make more objects and keep the defaults.
 */
export function nodeOptions(app: 'api' | 'worker-features' | 'worker-gpu'): readonly string[] {
  switch (app) {
    case 'api':
      return ['--max-semi-space-size=4', '--max-old-space-size=512'];
    case 'worker-features':
      return ['--max-semi-space-size=4'];
    case 'worker-gpu':
      return [];
  }
}
