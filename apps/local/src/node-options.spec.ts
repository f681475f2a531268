import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeOptions } from './node-options.js';
import { ROOT } from './places.js';

it.each(['api', 'worker-features', 'worker-gpu'] as const)(
  'starts %s with the options of its image',
  (app) => {
    const command = JSON.stringify(['node', ...nodeOptions(app), `dist/apps/${app}/src/main.js`]).replaceAll(
      ',',
      ', ',
    );
    expect(readFileSync(join(ROOT, `docker/${app}.Dockerfile`), 'utf8')).toContain(`CMD ${command}\n`);
  },
);
