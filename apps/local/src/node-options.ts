/**
 * Returns the Node options of an application's process, as in its image. Heaps are small, because audio and tensors
 * are typed arrays. By default V8 lets young garbage grow to 32 MB, and old garbage to a share of a limit of
 * gigabytes. A feature worker with a small old space needs a third more CPU per clip (measured by `npm run
 * bench:system`), so it has no such limit. The GPU worker's engines create more objects and keep the defaults.
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
