import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ERRORS } from './errors.js';
import { WARNINGS } from './warnings.js';

const readPage = () => readFile(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');

it('docs/troubleshooting.md has each error code once, with its status and title, and what to do', async () => {
  const rows = [
    ...(await readPage()).matchAll(/^\| `([a-z_]+\.[a-z_]+)` +\| (\d+) +\| (.*?) +\| (.+?) +\|$/gm),
  ];
  const documented = rows.map(([, code, http, title]) => ({ code, http: Number(http), title }));
  const byCode = (a: { code?: string | undefined }, b: { code?: string | undefined }) =>
    String(a.code) < String(b.code) ? -1 : 1;
  const known = Object.entries(ERRORS).map(([code, { http, title }]) => ({ code, http, title }));
  expect(documented.sort(byCode)).toEqual(known.sort(byCode));
  for (const [, code, , , remedy] of rows) expect(remedy?.length, code).toBeGreaterThan(8);
});

it('docs/troubleshooting.md has each code of a warning once, with its title, and what to do', async () => {
  const [, section = ''] = (await readPage()).split('### Warnings');
  const rows = [...section.matchAll(/^\| `(clip\.[a-z_]+)` +\| ([^|]*?) +\| (.{8,}?) +\|$/gm)];
  expect(Object.fromEntries(rows.map(([, code, title]) => [code, title]))).toEqual(WARNINGS);
});
