import { defineConfig } from 'vitest/config';

const conditions = ['source', 'node', 'import', 'module', 'default'];
const isCi = process.env['CI'] !== undefined;

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'test/**/*.spec.ts'],
    globalSetup: ['./test/services/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: isCi ? ['default', 'json'] : ['default'],
    ...(isCi ? { outputFile: { json: '.serenade/test-results.json' } } : {}),
  },
});
