import { fileURLToPath } from 'node:url';

/**
 * Returns the file of a worker thread next to `moduleUrl`. Threads run compiled JavaScript: for a TypeScript source
 * (tests) this is the file under `dist/`, which `npm run build` creates.
 */
export function threadEntry(moduleUrl: string, name: string): string {
  const source = fileURLToPath(new URL(`./${name}.js`, moduleUrl));
  if (!moduleUrl.endsWith('.ts')) return source;
  return source.replace(/\/(apps|libs)\/(?!.*\/(?:apps|libs)\/)/, '/dist/$1/');
}

/** The Node options of a worker thread. It must not inherit those of a test runner, which load TypeScript sources. */
export const THREAD_ARGV: string[] = [];
