import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { releaseFolder } from '../../../apps/api/src/core/release-folder.js';
import { startReadyApi } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';

/** The compressed size of everything that a first visit loads. */
const MOST_GZIP_BYTES = 100_000;

function builtFolder(): string {
  const folder = releaseFolder('dist/web', 'index.html');
  if (folder === null) throw new Error('dist/web is missing: run `npm run build:web`.');
  return folder;
}

it('the first page is under 100 kB gzip and has no inline scripts or styles', async () => {
  const folder = builtFolder();
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const loaded = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((match) => match[1]!);
  expect(loaded.filter((name) => name.endsWith('.js'))).toHaveLength(1);
  const files = await Promise.all(loaded.map((name) => readFile(join(folder, name))));
  const bytes = [Buffer.from(html), ...files].reduce((sum, file) => sum + gzipSync(file).length, 0);
  expect(bytes).toBeLessThan(MOST_GZIP_BYTES);
  expect(html).not.toMatch(/<style|style="|<script(?![^>]* src=)|https?:/);
});

it('the dashboard requests nothing from other origins', async () => {
  const folder = builtFolder();
  const names = await readdir(join(folder, 'assets'));
  for (const name of names) {
    const text = await readFile(join(folder, 'assets', name), 'utf8');
    expect(text, name).not.toMatch(/\b(?:import|url|fetch)\(["'`]?https?:/);
  }
});

describeWithRedis('the dashboard', (redisUrl) => {
  it('is served at / without a key; only its hashed files may be cached', async () => {
    await using api = await startReadyApi(redisUrl, { ALLOW_WITHOUT_KEY: 'false' });
    const page = await api.call('GET', '/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? '';
    const code = await api.call('GET', `/${script}`);
    expect(code.status).toBe(200);
    expect(code.headers.get('content-type')).toMatch(/javascript/);
    expect(code.headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/assets/', '/assets/nothing.js', '/../package.json', '/%2e%2e/package.json'])(
    'does not serve %s',
    async (path) => {
      await using api = await startReadyApi(redisUrl);
      expect((await api.call('GET', path)).status).toBeGreaterThanOrEqual(400);
    },
  );
});
