import { beforeAll, expect, it } from 'vitest';
import { unlabelledClips } from '../../apps/local/src/synthetic/synthetic-corpus.js';
import { axeFindings, overhang } from '../support/axe.js';
import { describeWithBrowser, RealBrowser, type RealPage } from '../support/browser.js';
import { keepForTests } from '../support/kept.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore } from '../support/real-store.js';
import { pcm16Wav } from '../support/wav.js';

/** Of an audio element, what is used here: the DOM's types are the dashboard's. */
interface Playing {
  readonly currentTime: number;
  play(): Promise<void>;
}

/** Names are of strangers: this one is text like any other. */
const MARKUP = 'calls/<img src=x onerror=alert(1)>\u0007.wav';

describeWithBrowser('a newcomer', (redisUrl) => {
  const keep = keepForTests();
  let zip: string;
  let wav: string;
  let stack: RealStack;
  let opened: RealPage;

  beforeAll(async () => {
    const folder = keep(await RealFolder.make());
    const { files } = unlabelledClips(1, 24);
    zip = await folder.zip('calls.zip', [...files, { name: MARKUP, bytes: files[0]!.bytes }]);
    wav = await folder.file('one.wav', pcm16Wav(new Int16Array(16_000)));
    const store = keep(await folderStore());
    stack = keep(await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 }));
    const browser = keep(await RealBrowser.start());
    opened = keep(await browser.open(stack.url));
  }, 120_000);

  it('sees what is there: workers of both kinds, and no run', async () => {
    const { page } = opened;
    await page.getByText('Nothing is running.').waitFor();
    const workers = page.getByRole('region', { name: 'Workers' }).getByRole('row');
    await expect.poll(() => workers.count()).toBe(3);
  });

  it('is told that a recording is no archive before a byte is sent', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Score an archive' }).click();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
    });
    await page.getByLabel('Archive of clips').setInputFiles(wav);
    await page.getByText('one.wav is a single recording').waitFor();
    expect(sent).toEqual([]);
  });

  it('scores a zip with the model that comes along, and sees what it says', async () => {
    const { page } = opened;
    await page.getByLabel('Archive of clips').setInputFiles(zip);
    await page.getByRole('button', { name: 'Start scoring' }).click();
    await page.getByRole('heading', { name: 'Scoring calls.zip' }).waitFor();
    await page.locator('.badge', { hasText: 'completed with errors' }).waitFor({ timeout: 60_000 });
    const { clips, scored, errorsByCode } = await stack.client.summary(
      /scr-[^/]+/.exec(page.url())?.[0] ?? '',
    );
    expect(clips).toBe(28);
    expect(errorsByCode).toHaveProperty(['clip.silent'], 1);
    await page.getByText(`${String(scored)} clips with`).waitFor();
    const emotions = page.getByRole('table', { name: 'Clips by their most probable emotion' });
    const counts = (await emotions.locator('.number').allTextContents()).map((text) =>
      Number.parseInt(text, 10),
    );
    expect(counts.reduce((sum, clips) => sum + clips, 0)).toBe(scored);
    await page.getByText('28 clips', { exact: true }).waitFor();
  });

  it('finds a clip by its name, whatever stands in it, and hears it', async () => {
    const { page } = opened;
    await page.getByLabel('Name holds').fill('onerror');
    await page.getByText('1 of 28 clips').waitFor();
    await page.getByRole('link', { name: '<img src=x' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('heading', { name: '<img src=x onerror=alert(1)>' }).waitFor();
    const audio = drawer.locator('audio');
    await audio.evaluate((element: Playing) => element.play());
    await expect.poll(() => audio.evaluate((element: Playing) => element.currentTime)).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer.count()).toBe(0);
  });

  it('filters clips that have no score, and downloads what was found', async () => {
    const { page } = opened;
    await page.getByLabel('Name holds').fill('');
    await page.getByLabel('Label').selectOption({ label: 'without a score' });
    await page.getByText(/^[1-9] of 28 clips/).waitFor();
    await page.getByRole('cell', { name: 'clip.silent' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'scores.csv' }).click();
    expect((await download).suggestedFilename()).toMatch(/^scr-.*scores\.csv$/);
  });

  it('reads every page by keyboard and screen reader, in light and dark, and on a telephone', async () => {
    const { page } = opened;
    const run = page.url().split('#')[1] ?? '';
    const clip = `${run.replace(/\/clips.*/, '')}/clips/0`;
    for (const [path, seen] of [
      ['/', 'Latest'],
      ['/score', 'Or take one that is there'],
      ['/models', '1 model'],
      [run, 'Files'],
      [clip, 'Probabilities'],
    ] as const) {
      await page.goto(`${stack.url}/#${path}`);
      await page.getByRole('heading', { name: seen }).waitFor();
      await opened.picture(`score-${seen.replaceAll(' ', '-').toLowerCase()}`);
      expect(await axeFindings(page), path).toEqual([]);
      await page.setViewportSize({ width: 375, height: 700 });
      await opened.picture(`score-${seen.replaceAll(' ', '-').toLowerCase()}-375`);
      expect(await overhang(page), path).toBe(0);
      await page.setViewportSize({ width: 1200, height: 900 });
    }
  });

  it('saw nothing go wrong, and asked no other server', () => {
    expect(opened.faults).toEqual([]);
    expect(opened.elsewhere).toEqual([]);
  });
});
