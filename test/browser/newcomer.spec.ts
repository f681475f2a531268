import { beforeAll, expect, it } from 'vitest';
import type { ScoringRunView } from '#libs/contracts';
import { unlabelledClips } from '#libs/synthetic';
import { findViolations, measureOverflow } from '../support/axe.js';
import { describeWithBrowser } from '../support/browser.js';
import { openStack } from '../support/browser-stack.js';
import { keepForTests } from '../support/kept.js';
import { LIMIT_MS, readUrl, type Playing, type RealPage } from '../support/real-browser.js';
import { RealFolder } from '../support/real-folder.js';
import type { RealStack } from '../support/real-stack.js';
import { encodePcm16Wav } from '../support/wav.js';

/** Names come from untrusted sources. These must appear as plain text. */
const MARKUP = 'calls/<img src=x onerror=alert(1)>.wav';
const CONTROLS = 'calls/bell\u0007\u001b[31m.wav';

describeWithBrowser('a newcomer', (redisUrl) => {
  const keep = keepForTests();
  let zip: string;
  let wav: string;
  let calls: string;
  let stack: RealStack;
  let opened: RealPage;

  beforeAll(async () => {
    const folder = keep(await RealFolder.make());
    const { files } = unlabelledClips(1, 24);
    zip = await folder.zip('calls.zip', [
      ...files,
      { name: MARKUP, bytes: files[0]!.bytes },
      { name: CONTROLS, bytes: files[1]!.bytes },
    ]);
    wav = await folder.file('one.wav', encodePcm16Wav(new Int16Array(16_000)));
    calls = await folder.files('calls', [
      ...files.slice(0, 3),
      { name: 'calls/notes.txt', bytes: Buffer.from('x') },
    ]);
    ({ stack, opened } = await openStack(keep, redisUrl));
  }, LIMIT_MS);

  it(
    'sees workers of both kinds and no run',
    async () => {
      const { page } = opened;
      await page.getByText('Nothing is running.').waitFor();
      const workers = page.getByRole('region', { name: 'Workers' }).getByRole('row');
      await expect.poll(() => workers.count()).toBe(3);
    },
    LIMIT_MS,
  );

  it(
    'sees that a recording is not an archive before a byte is sent',
    async () => {
      const { page } = opened;
      await page.getByRole('link', { name: 'Score an archive' }).click();
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'GET') sent.push(request.url());
      });
      await page.getByLabel('Archive of clips').setInputFiles(wav);
      await page.getByText('one.wav is a single recording').waitFor();
      expect(sent).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'scores a zip with the starter model and sees the results',
    async () => {
      const { page } = opened;
      await page.getByLabel('Archive of clips').setInputFiles(zip);
      const preview = page.getByRole('region', { name: 'Preview' });
      await preview.getByText('29', { exact: true }).waitFor();
      await preview.getByText('1 clip would fail: 1 clip.bad_name').waitFor();
      expect(await findViolations(page)).toEqual([]);
      await opened.picture('dry-run');
      await page.getByRole('button', { name: 'Start scoring' }).click();
      await page.getByRole('heading', { name: 'Scoring calls.zip' }).waitFor();
      await page.locator('.badge', { hasText: 'completed with errors' }).waitFor({ timeout: 60_000 });
      const { clips, scored, errorsByCode } = await stack.client.summary(
        /scr-[^/]+/.exec(await readUrl(page))?.[0] ?? '',
      );
      expect(clips).toBe(29);
      expect(errorsByCode).toHaveProperty(['clip.silent'], 1);
      await page.getByText(`${String(scored)} clips with`).waitFor();
      const emotions = page.getByRole('table', { name: 'Clips by their most probable emotion' });
      const counts = (await emotions.locator('.number').allTextContents()).map((text) =>
        Number.parseInt(text, 10),
      );
      expect(counts.reduce((sum, clips) => sum + clips, 0)).toBe(scored);
      await page.getByText('29 clips', { exact: true }).waitFor();
      // Synthetic voices differ from the starter model's training data.
      const domain = page.getByRole('region', { name: /^Domain/ });
      await domain.locator('.badge', { hasText: /^grade [CDE]$/ }).waitFor();
      await domain.getByText("the model's training data").waitFor();
      expect(await domain.getByRole('row').count()).toBe(5);
    },
    LIMIT_MS,
  );

  it(
    'finds a clip by any name and plays it',
    async () => {
      const { page } = opened;
      await page.getByLabel('Name contains').fill('onerror');
      await page.getByText('1 of 29 clips').waitFor();
      await page.getByRole('link', { name: '<img src=x' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('heading', { name: '<img src=x onerror=alert(1)>' }).waitFor();
      const audio = drawer.locator('audio');
      await audio.evaluate((element: Playing) => element.play());
      await expect.poll(() => audio.evaluate((element: Playing) => element.currentTime)).toBeGreaterThan(0);
      await audio.evaluate((element: Playing) => element.pause());
      await drawer.getByRole('button', { name: /^Play from 0:00.0/ }).click();
      await expect.poll(() => audio.evaluate((element: Playing) => element.paused)).toBe(false);
      await page.keyboard.press('Escape');
      await expect.poll(() => drawer.count()).toBe(0);
      // Focus must return to the clip.
      expect(await page.locator(':focus').textContent()).toBe(MARKUP);
    },
    LIMIT_MS,
  );

  it(
    'filters clips without a score and downloads the matches',
    async () => {
      const { page } = opened;
      await page.getByLabel('Name contains').fill('');
      await page.getByLabel('Probability', { exact: true }).selectOption({ label: '90 % or more' });
      await page.getByText(/^\d+ of 29 clips$/).waitFor();
      const probabilities = await page.locator('.window tbody tr td:nth-child(3)').allTextContents();
      expect(probabilities.filter((text) => Number.parseFloat(text) < 90)).toEqual([]);
      await page.getByLabel('Probability', { exact: true }).selectOption({ label: 'uncertain' });
      await page.getByText(/^[1-9]\d? of 29 clips$/).waitFor();
      const unsure = await page.locator('.window tbody tr td:nth-child(2)').allTextContents();
      expect(unsure.filter((text) => !text.endsWith(' uncertain'))).toEqual([]);
      await page.getByLabel('Probability', { exact: true }).selectOption({ label: 'any' });
      await page.getByLabel('Label').selectOption({ label: 'without a score' });
      await page.getByText(/^[1-9] of 29 clips$/).waitFor();
      await page.getByRole('cell', { name: 'clip.silent' }).waitFor();
      await page.getByRole('link', { name: 'calls/bell' }).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'scores.csv' }).click();
      expect((await download).suggestedFilename()).toMatch(/^scr-.*scores\.csv$/);
    },
    LIMIT_MS,
  );

  it(
    'scores a folder that the page packs',
    async () => {
      const { page } = opened;
      const url = await readUrl(page);
      await page.goto(`${stack.url}/#/score`);
      await page.getByLabel('Folder of clips').setInputFiles(calls);
      await page.getByRole('button', { name: 'Start scoring' }).click();
      await page.getByRole('heading', { name: 'Scoring calls.tar' }).waitFor();
      await page.locator('.badge', { hasText: /^completed$/ }).waitFor({ timeout: 60_000 });
      await page.getByText('3 clips with').waitFor();
      await page.goto(url);
      await page.getByRole('heading', { name: 'Scoring calls.zip' }).waitFor();
    },
    LIMIT_MS,
  );

  it(
    'retries failed clips and follows the new round',
    async () => {
      const { page } = opened;
      const id = /scr-[^/]+/.exec(await readUrl(page))?.[0] ?? '';
      await page.getByRole('button', { name: 'Retry failed clips' }).click();
      await expect
        .poll(async () => (await stack.client.run(id)) as ScoringRunView, { timeout: 60_000 })
        .toMatchObject({ launch: 1, state: 'completed_with_errors' });
      await page.getByRole('button', { name: 'Retry failed clips' }).waitFor();
      await page.locator('.badge', { hasText: 'completed with errors' }).waitFor();
      await page.getByText(/^29 clips$/).waitFor();
    },
    LIMIT_MS,
  );

  it(
    'reads every page by keyboard and screen reader, in light and dark, and on a telephone',
    async () => {
      const { page } = opened;
      const run = (await readUrl(page)).split('#')[1] ?? '';
      const clip = `${run.replace(/\/clips.*/, '')}/clips/0`;
      for (const [name, path, seen] of [
        ['overview', '/', 'Finished'],
        ['upload', '/score', 'Or use an existing archive'],
        ['model', '/models', '1 model'],
        ['scoring', run, 'Files'],
        ['clip', clip, 'Probabilities'],
      ] as const) {
        await page.goto(`${stack.url}/#${path}`);
        await page.getByRole('heading', { name: seen }).waitFor();
        await opened.picture(name, name !== 'clip');
        expect(await findViolations(page), path).toEqual([]);
        await page.setViewportSize({ width: 375, height: 700 });
        await opened.picture(`${name}-375`);
        expect(await measureOverflow(page), path).toBe(0);
        await page.setViewportSize({ width: 1200, height: 900 });
      }
    },
    LIMIT_MS,
  );

  it(
    'causes no error in the browser and no request to another server',
    () => {
      expect(opened.faults).toEqual([]);
      expect(opened.elsewhere).toEqual([]);
    },
    LIMIT_MS,
  );
});
