import { beforeAll, expect, it } from 'vitest';
import type { TrainingRunView } from '#libs/contracts';
import { type NamedBytes, labelledClips } from '#libs/synthetic';
import { findViolations, measureOverflow } from '../support/axe.js';
import { describeWithBrowser } from '../support/browser.js';
import { openStack } from '../support/browser-stack.js';
import { keepForTests } from '../support/kept.js';
import { LIMIT_MS, readUrl, type Playing, type RealPage } from '../support/real-browser.js';
import { RealFolder } from '../support/real-folder.js';
import type { RealStack } from '../support/real-stack.js';
import { encodePcm16Wav } from '../support/wav.js';

/** Screenshots show a training with more data and epochs. */
const { speakers, takes, shownEpochs } =
  process.env['SCREENSHOTS'] === undefined
    ? { speakers: 6, takes: 2, shownEpochs: 3 }
    : { speakers: 12, takes: 4, shownEpochs: 20 };

describeWithBrowser('a training in the dashboard', (redisUrl) => {
  const keep = keepForTests();
  let zip: string;
  let stack: RealStack;
  let opened: RealPage;
  let run: string;
  let compared: string;
  let long: string;

  beforeAll(async () => {
    const folder = keep(await RealFolder.make());
    zip = await folder.zip('labelled.zip', labelledClips(1, speakers, takes));
    const clips = [...labelledClips(2, 2, 1)];
    long = await folder.zip('long.zip', [{ name: 'long.wav', bytes: joined(clips) }]);
    ({ stack, opened } = await openStack(keep, redisUrl));
  }, LIMIT_MS);

  it(
    'starts with an archive of labeled clips, shows epochs as they finish, and can be stopped',
    async () => {
      const { page } = opened;
      await page.getByRole('link', { name: 'Train a model' }).click();
      await page.getByLabel('Archive of clips').setInputFiles(zip);
      await page.getByLabel('Recipe').selectOption({ label: 'paper: the dual-layer LSTM' });
      await page.getByLabel('Epochs').fill('2000');
      await page.getByRole('button', { name: 'Start training' }).click();
      await page.getByRole('heading', { name: 'Training on labelled.zip' }).waitFor();
      run = await readUrl(page);
      await expect.poll(() => page.locator('.curve canvas').count(), { timeout: 60_000 }).toBe(3);
      await page.getByText('All epochs in numbers').click();
      const epochs = page.getByRole('region', { name: 'Table of epochs' }).getByRole('row');
      await expect.poll(() => epochs.count(), { timeout: 60_000 }).toBeGreaterThan(shownEpochs);
      const shown = page.locator('dd', { hasText: /^[1-9]\d* of 2,000$/ });
      await shown.waitFor();
      await page.reload(); // the stream replays the progress of the extraction
      await shown.waitFor();
      await expect.poll(() => page.getByText(/^Left$/).count()).toBe(0);
      await page.getByRole('button', { name: 'Stop and keep the model' }).click();
      await page.locator('.badge', { hasText: /^completed$/ }).waitFor({ timeout: 60_000 });
    },
    LIMIT_MS,
  );

  it(
    'ends with a report: rates, split, leakage, and a confusion matrix in three views',
    async () => {
      const { page } = opened;
      await page.getByText('UAR on test clips').waitFor();
      await page.getByText(/^SHA-256 of the split: [0-9a-f]{64}$/).waitFor();
      await page.getByText(/of test clips also occurs? in training/).waitFor();
      const matrix = page
        .getByRole('table', { name: /rows are true labels/ })
        .locator('tbody tr')
        .first();
      const rowOf = async (by: string) => {
        await page.getByLabel('Show confusion as').selectOption({ label: by });
        return (await matrix.getByRole('cell').allTextContents()).map((text) => Number.parseFloat(text));
      };
      const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
      expect(sumOf(await rowOf('Share of each true label (rows sum to 100 %)'))).toBeCloseTo(100, 0);
      expect(sumOf(await rowOf('Clips'))).toBeGreaterThan(0);
      await page.getByAltText('Reliability diagram').waitFor();
    },
    LIMIT_MS,
  );

  it(
    'produces a model that can be compared with another',
    async () => {
      const { page } = opened;
      await page.getByRole('link', { name: 'Compare with another model' }).click();
      await page.getByText('Choose another model').waitFor();
      await page
        .getByRole('checkbox', { name: /^Compare/, checked: false })
        .first()
        .check();
      const table = page.getByRole('region', { name: 'Table of models' });
      await table.getByRole('row', { name: /^UAR/ }).waitFor();
      expect(await table.getByRole('columnheader').count()).toBe(2);
      await page.getByText('were tested on different clips').waitFor();
      compared = await readUrl(page);
    },
    LIMIT_MS,
  );

  it(
    'trains a model that cuts long recordings, which play from the change of an emotion',
    async () => {
      const { page } = opened;
      const { client } = stack;
      const preprocessing = { segments: { windowSeconds: 1.5, hopSeconds: 1.5 } };
      const archiveId = await client.upload(zip);
      const trained = await client.train({ archiveId, corpus: 'folder', epochs: 8, preprocessing } as never);
      const { modelId } = (await client.over(trained.id)) as TrainingRunView;
      const scored = await client.score({ archiveId: await client.upload(long), modelId: modelId! });
      await client.over(scored.id);
      await page.goto(`${stack.url}/#/scoring-runs/${scored.id}/clips/0`);
      const drawer = page.getByRole('dialog');
      const stretches = drawer.getByRole('button', { name: /^Play from/ });
      await stretches.nth(1).click();
      const audio = drawer.locator('audio');
      await expect.poll(() => audio.evaluate((element: Playing) => element.currentTime)).toBeGreaterThan(1.5);
      await audio.evaluate((element: Playing) => element.pause());
      await drawer.getByRole('heading').first().scrollIntoViewIfNeeded();
      await opened.picture('timeline', false);
      const playhead = (await drawer.locator('.head-line').boundingBox())!;
      const legend = (await drawer.getByRole('list', { name: 'Colors of the emotions' }).boundingBox())!;
      expect(playhead.y + playhead.height).toBeLessThanOrEqual(legend.y);
      expect(await findViolations(page)).toEqual([]);
      await drawer.locator('canvas.timeline').first().click();
      await expect.poll(() => audio.evaluate((element: Playing) => element.currentTime)).toBeGreaterThan(0);
      await page.keyboard.press('Escape');
      await expect.poll(() => drawer.count()).toBe(0);
      await expect.poll(() => readUrl(page)).not.toContain('/clips/'); // or it would leave the next page
    },
    LIMIT_MS,
  );

  it(
    'is accessible by keyboard and screen reader, in light and dark, and on a phone',
    async () => {
      const { page } = opened;
      for (const [name, url, seen] of [
        ['models', compared, 'Side by side'],
        ['train', `${stack.url}/#/train`, 'Or use an existing archive'],
        ['training', run, 'Report'],
      ] as const) {
        await page.goto(url);
        await page.getByRole('heading', { name: seen }).waitFor();
        await opened.picture(name);
        expect(await findViolations(page), url).toEqual([]);
        await page.setViewportSize({ width: 375, height: 700 });
        await opened.picture(`${name}-375`);
        expect(await measureOverflow(page), url).toBe(0);
        await page.setViewportSize({ width: 1200, height: 900 });
      }
      expect(opened.faults).toEqual([]);
      expect(opened.elsewhere).toEqual([]);
    },
    LIMIT_MS,
  );
});

/** Joins clips to one recording: the samples after each 44-byte header, under a new header. */
function joined(clips: readonly NamedBytes[]): Buffer {
  const sound = Buffer.concat(clips.map(({ bytes }) => bytes.subarray(44)));
  return encodePcm16Wav(new Int16Array(sound.buffer, sound.byteOffset, sound.length >> 1));
}
