const SMALL_YOUNG_SPACE = ['--max-semi-space-size=4'];

/**
 * Options of Node for the process of an application, as in its image. V8 would use up 32 MB before it sweeps young
 * objects, of which few live here: audio is in typed arrays. The GPU worker's engines make more objects and keep V8's default.
 */
export function nodeOptions(app: 'api' | 'worker-features' | 'worker-gpu'): readonly string[] {
  return app === 'worker-gpu' ? [] : SMALL_YOUNG_SPACE;
}
