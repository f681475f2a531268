import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The dashboard as static files in dist/web, which the API serves; `npm run build:web`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that the page works below a path of a reverse proxy too.
  base: './',
  resolve: {
    alias: [
      { find: /^#libs\/([^/]+)$/, replacement: `${ROOT}libs/$1/src/index.ts` },
      { find: /^#libs\/([^/]+)\/([^/]+)$/, replacement: `${ROOT}libs/$1/src/$2/index.ts` },
    ],
  },
  build: {
    outDir: `${ROOT}dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: the Content-Security-Policy allows nothing inline.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
