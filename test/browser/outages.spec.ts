import { beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { ApiKeys } from '#libs/access';
import { labelledClips } from '#libs/synthetic';
import { describeWithBrowser } from '../support/browser.js';
import { keepForTests } from '../support/kept.js';
import { LoneApi } from '../support/lone-api.js';
import { LIMIT_MS, RealBrowser } from '../support/real-browser.js';
import { RealFolder } from '../support/real-folder.js';
import { folderStore } from '../support/real-store.js';

const BYTES_PER_SECOND = 1_500_000;

describeWithBrowser('the dashboard during outages', (redisUrl) => {
  const keep = keepForTests();
  let browser: RealBrowser;
  let zip: string;

  beforeAll(async () => {
    const folder = keep(await RealFolder.make());
    zip = await folder.zip('slow.zip', labelledClips(1, 6, 2));
    browser = keep(await RealBrowser.start());
  }, LIMIT_MS);

  it(
    'resumes an upload after a pause, a killed server and a reload, and controls its run',
    async () => {
      await using store = await folderStore();
      await using api = await LoneApi.start(redisUrl, store);
      await using opened = await browser.open(`${api.url}/#/score`);
      const { page } = opened;
      await slowDown(page);
      const offsets: number[] = [];
      page.on('request', (request) => {
        if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
      });
      const choose = () => page.getByLabel('Archive of clips').setInputFiles(zip);
      const sentMoreThan = (share: number) =>
        expect
          .poll(() => page.getByRole('progressbar').evaluate((bar: { value: number }) => bar.value), {
            timeout: 20_000,
          })
          .toBeGreaterThan(share);

      await choose();
      await sentMoreThan(0.1);
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByText('Paused', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Resume' }).click();
      await sentMoreThan(0.25);

      await api.kill();
      await page.getByText('The server does not answer.').waitFor();
      await api.start();
      await expect
        .poll(() => page.getByText('The server does not answer.').count(), { timeout: 10_000 })
        .toBe(0);
      await sentMoreThan(0.5);

      await page.reload();
      await slowDown(page);
      await page.getByText('To resume an interrupted upload').waitFor();
      await choose();
      await page.getByRole('button', { name: 'Start scoring' }).waitFor();
      expect(offsets[0]).toBe(0);
      expect(offsets.at(-1)).toBeGreaterThan(0);

      // Without a worker, the run keeps the state that the page requests.
      await page.getByRole('button', { name: 'Start scoring' }).click();
      await page.getByText('Clips appear here when they are scored.').waitFor();
      for (const [button, state] of [
        ['Pause', 'paused'],
        ['Resume', 'queued'],
        ['Cancel', 'cancelling'],
      ] as const) {
        await page.getByRole('button', { name: button, exact: true }).click();
        await page.locator('.badge', { hasText: state }).waitFor();
      }
      expect(opened.faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'shows that the server is unreachable, and recovers when it is back',
    async () => {
      await using store = await folderStore();
      await using api = await LoneApi.start(redisUrl, store);
      await using opened = await browser.open(api.url);
      const { page } = opened;
      await page.getByText('Nothing is running.').waitFor();
      await api.kill();
      await page.getByText('The server does not answer.').waitFor();
      await page.getByRole('link', { name: 'Models' }).click();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await api.start();
      await page.getByRole('checkbox', { name: /starter: conv-attention/ }).waitFor();
      expect(await page.getByText('The server does not answer.').count()).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'requests a key if one is required, rejects a wrong key, and keeps the right one',
    async () => {
      await using store = await folderStore();
      await using api = await LoneApi.start(redisUrl, store);
      const { secret } = await new ApiKeys(store.store).create({
        owner: 'alice',
        name: 'tests',
        scopes: ['read', 'score'],
        expiresAt: null,
        createdBy: 'host',
      });
      await using opened = await browser.open(`${api.url}/#/models`);
      const { page } = opened;
      await page.getByRole('heading', { name: 'This server requires an API key' }).waitFor();
      const enter = async (key: string) => {
        await page.getByLabel('API key', { exact: true }).fill(key);
        await page.getByRole('button', { name: 'Use this key' }).click();
      };
      await enter('srn_wrong');
      await page.getByRole('alert').first().waitFor();
      await enter(secret);
      await page.getByRole('checkbox', { name: /starter: conv-attention/ }).waitFor();
      await page.reload();
      await page.getByRole('checkbox', { name: /starter: conv-attention/ }).waitFor();
      expect(page.url()).not.toContain('srn_');
      await page.getByRole('button', { name: 'Forget key' }).click();
      await page.getByRole('heading', { name: 'This server requires an API key' }).waitFor();
    },
    LIMIT_MS,
  );

  it(
    'shows an error instead of an empty list if the API does not respond',
    async () => {
      await using store = await folderStore();
      await using api = await LoneApi.start(redisUrl, store);
      await using opened = await browser.open(
        `${api.url}/#/scoring-runs/scr-00000000-0000-7000-8000-000000000000`,
      );
      await opened.page.getByRole('alert').waitFor();
      await opened.page.goto(`${api.url}/#/nowhere`);
      await opened.page.getByRole('heading', { name: 'Page not found' }).waitFor();
    },
    LIMIT_MS,
  );
});

/** Limits the upload speed to that of a phone. */
async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: BYTES_PER_SECOND,
  });
}
