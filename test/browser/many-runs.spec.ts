import { expect, it } from 'vitest';
import { scoringRunRecord } from '#libs/contracts';
import { Records } from '#libs/storage';
import { findViolations, measureOverflow } from '../support/axe.js';
import { describeWithBrowser } from '../support/browser.js';
import { LoneApi } from '../support/lone-api.js';
import { LIMIT_MS, RealBrowser } from '../support/real-browser.js';
import { folderStore } from '../support/real-store.js';
import { scoringRunOf } from '../support/records.js';

const RUNS = 1_000;
const MARKUP = '<script>alert(1)</script>\u202e.zip';

describeWithBrowser('the dashboard with a thousand runs', (redisUrl) => {
  it(
    'shows the newest runs, older ones on request, and untrusted names as text',
    async () => {
      await using store = await folderStore();
      const records = new Records(store.store, 'scoring-runs', scoringRunRecord);
      for (let at = 0; at < RUNS; at++)
        await records.save(
          scoringRunOf({ state: 'cancelled', archiveName: at % 2 === 0 ? MARKUP : 'x'.repeat(200) }),
        );
      await using api = await LoneApi.start(redisUrl, store);
      await using browser = await RealBrowser.start();
      await using opened = await browser.open(api.url, { viewport: { width: 375, height: 700 } });
      const { page } = opened;
      const links = page.getByRole('link', { name: /^Scoring/ });
      await page.getByRole('heading', { name: 'Finished' }).waitFor();
      expect(await links.count()).toBe(20);
      await page.getByText(MARKUP).first().waitFor();
      await page.getByRole('button', { name: 'Show older runs' }).click();
      expect(await links.count()).toBe(60);
      expect(await measureOverflow(page)).toBe(0);
      expect(await findViolations(page)).toEqual([]);
      expect(opened.faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'can be skipped to its content and read by keyboard alone',
    async () => {
      await using store = await folderStore();
      await using api = await LoneApi.start(redisUrl, store);
      await using browser = await RealBrowser.start();
      await using opened = await browser.open(api.url);
      const { page } = opened;
      await page.getByText('Nothing is running.').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter'); // "Skip to content"
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toContain('Score an archive');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Score an archive' }).waitFor();
      await expect.poll(() => page.locator('h1:focus').count()).toBe(1);
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Choose an archive');
    },
    LIMIT_MS,
  );
});
