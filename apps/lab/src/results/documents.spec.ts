import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentsOf, readReports } from './documents.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string) => readFile(`${root}${path}`, 'utf8');

describe('the documents built from reports', () => {
  it('are committed as npm run results writes them', async () => {
    const documents = documentsOf(await readReports(`${root}docs/reports`));
    expect(documents.size).toBeGreaterThan(1);
    for (const [path, content] of documents) expect(await read(`docs/${path}`), path).toBe(content);
  });

  it('contain every accuracy and UAR in README and docs/training.md', async () => {
    const results = await read('docs/results.md');
    for (const path of ['README.md', 'docs/training.md']) {
      const prose = (await read(path)).replaceAll(/```.*?```/gs, '');
      const claims = prose.split('\n').filter((line) => /UAR|accuracy/i.test(line));
      for (const figure of claims.join('\n').match(/\b0\.\d{3,4}\b/g) ?? [])
        expect(results, `${path} says ${figure}`).toContain(figure);
    }
  });
});
