import { fileURLToPath } from 'node:url';

/**
 * The file of a worker thread that stands beside `moduleUrl`. Threads run built JavaScript: from a TypeScript
 * source (tests) the file below `dist/` is taken, which `npm run build` makes.
 */
export function threadEntry(moduleUrl: string, name: string): string {
  if (!moduleUrl.endsWith('.ts')) return fileURLToPath(new URL(`./${name}.js`, moduleUrl));
  const source = fileURLToPath(new URL(`./${name}.js`, moduleUrl));
  return source.replace(/\/(apps|libs)\/(?!.*\/(?:apps|libs)\/)/, '/dist/$1/');
}

/** Options of Node for such a thread: none, since those of a test runner would lead it to TypeScript sources. */
export const THREAD_ARGV: string[] = [];
