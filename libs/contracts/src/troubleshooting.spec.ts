import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ERRORS } from './errors.js';

it('docs/troubleshooting.md has each error code once, with its status and title, and what to do', async () => {
  const markdown = await readFile(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');
  const rows = [...markdown.matchAll(/^\| `([a-z_]+\.[a-z_]+)` +\| (\d+) +\| (.*?) +\| (.+?) +\|$/gm)];
  const documented = rows.map(([, code, http, title]) => ({ code, http: Number(http), title }));
  const byCode = (a: { code?: string | undefined }, b: { code?: string | undefined }) =>
    String(a.code) < String(b.code) ? -1 : 1;
  const known = Object.entries(ERRORS).map(([code, { http, title }]) => ({ code, http, title }));
  expect(documented.sort(byCode)).toEqual(known.sort(byCode));
  for (const [, code, , , remedy] of rows) expect(remedy?.length, code).toBeGreaterThan(8);
});
