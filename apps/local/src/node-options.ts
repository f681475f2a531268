/**
 * Returns the Node options for the process of an application. Its Docker image uses the same ones. They keep garbage
 * from filling the memory: audio and tensors are outside of V8's heap, so a small heap is enough. The feature worker has
 * no limit on old objects, because such a limit costs a third more CPU per clip (`npm run bench:system`). The engines of
 * the GPU worker create many objects, so it keeps V8's defaults.
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
