import { beforeAll, expect, it } from 'vitest';
import type { TrainingRunView } from '#libs/contracts';
import { labelledClips } from '#libs/synthetic';
import { findViolations, measureOverflow } from '../support/axe.js';
import { describeWithBrowser } from '../support/browser.js';
import { openStack } from '../support/browser-stack.js';
import { keepForTests } from '../support/kept.js';
import { LIMIT_MS, readUrl, type RealPage } from '../support/real-browser.js';
import { RealFolder } from '../support/real-folder.js';
import type { RealStack } from '../support/real-stack.js';
import { keysOf } from '../support/temp-store.js';

const SPEAKERS = 3;

describeWithBrowser('models in the dashboard', (redisUrl) => {
  const keep = keepForTests();
  let zip: string;
  let wav: string;
  let stack: RealStack;
  let opened: RealPage;
  let archiveId: string;
  let ownId: string;
  let starterId: string;
  let storedKeys: (prefix: string) => Promise<string[]>;

  beforeAll(async () => {
    const folder = keep(await RealFolder.make());
    const clips = [...labelledClips(1, SPEAKERS, 2)];
    zip = await folder.zip('labelled.zip', clips);
    wav = await folder.file('one.wav', clips[0]!.bytes);
    const { store, ...rest } = await openStack(keep, redisUrl, [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${wav}`,
    ]);
    ({ stack, opened } = rest);
    storedKeys = (prefix) => keysOf(store.store, prefix);
    opened.page.on('dialog', (dialog) => void dialog.accept());
    const { client } = stack;
    archiveId = await client.upload(zip);
    const trained = await client.train({ archiveId, corpus: 'folder', recipe: 'logistic' });
    ownId = ((await client.over(trained.id)) as TrainingRunView).modelId!;
    const { items } = (await (await fetch(`${stack.url}/v1/models`)).json()) as { items: { id: string }[] };
    starterId = items.find(({ id }) => id !== ownId)!.id;
  }, LIMIT_MS);

  /** Checks the accessibility of a page in both color schemes and on a phone. */
  const look = async (name: string) => {
    const { page } = opened;
    await opened.picture(name);
    expect(await findViolations(page), name).toEqual([]);
    await page.setViewportSize({ width: 375, height: 700 });
    await opened.picture(`${name}-375`);
    expect(await measureOverflow(page), name).toBe(0);
    await page.setViewportSize({ width: 1200, height: 900 });
  };

  it(
    'are promoted, archived and restored after a confirmation',
    async () => {
      const { page } = opened;
      await page.goto(`${stack.url}/#/models`);
      const own = page.getByRole('listitem').filter({ hasText: 'logistic folder' });
      const starter = page.getByRole('listitem').filter({ hasText: 'starter: ' });
      await starter.getByRole('button', { name: /^Promote/ }).click();
      await starter.getByText('promoted', { exact: true }).waitFor();
      await starter.getByText('shared', { exact: true }).waitFor();
      await own.getByRole('button', { name: /^Archive/ }).click();
      await expect.poll(() => own.count()).toBe(0);
      await page.getByLabel('Show archived models').check();
      await own.getByText('archived', { exact: true }).waitFor();
      await look('models-standing');
      await own.getByRole('button', { name: /^Restore/ }).click();
      await expect.poll(() => own.getByText('archived', { exact: true }).count()).toBe(0);
      await own.getByRole('button', { name: /^Share / }).click();
      await own.getByText('shared', { exact: true }).waitFor();
    },
    LIMIT_MS,
  );

  it(
    'can be chosen to score an archive: the promoted one, or the one that the user came from',
    async () => {
      const { page } = opened;
      const checked = () => page.getByRole('radio', { checked: true }).locator('..').textContent();
      await page.goto(`${stack.url}/#/score/${archiveId}`);
      await page.getByRole('button', { name: 'Start scoring' }).waitFor();
      expect(await checked()).toContain('starter: ');
      await page.goto(`${stack.url}/#/models`);
      await page.getByRole('link', { name: /^Score with this model.*logistic folder/ }).click();
      await page.getByRole('region', { name: 'Or use an existing archive' }).getByRole('link').click();
      await page.getByRole('button', { name: 'Start scoring' }).waitFor();
      expect(await checked()).toContain('logistic folder');
    },
    LIMIT_MS,
  );

  it(
    'score the same archive, and the page shows where they disagree',
    async () => {
      const { page } = opened;
      const { client } = stack;
      const run = await client.score({ archiveId, modelId: starterId });
      await client.over(run.id);
      await page.goto(`${stack.url}/#/scoring-runs/${run.id}`);
      await page.getByRole('link', { name: 'Compare with another model' }).click();
      await page.getByLabel('Model', { exact: true }).selectOption({ value: ownId });
      await look('agreement-choice');
      await page.getByRole('button', { name: 'Score and compare' }).click();
      const agreement = page.getByRole('region', { name: 'Agreement', exact: true });
      await agreement.getByText('Same label').waitFor();
      const numberOf = async (name: string) =>
        Number.parseFloat((await agreement.locator(`dt:has-text("${name}") + dd`).textContent()) ?? '');
      const clips = await numberOf('Clips scored by both');
      const apart = await numberOf('Different label');
      expect(clips).toBe(run.progress.clips ?? (await client.run(run.id)).progress.clips);
      expect(await numberOf('Same label')).toBeCloseTo((100 * (clips - apart)) / clips, 0);
      const cells = await agreement.locator('tbody td').allTextContents();
      expect(cells.reduce((sum, text) => sum + Number(text), 0)).toBe(clips);

      await page.getByText(`${String(apart)} of ${String(clips)} clips`).waitFor();
      await page.getByLabel('Show', { exact: true }).selectOption({ label: 'all clips' });
      await page.getByText(`${String(clips)} of ${String(clips)} clips`).waitFor();
      await page.getByLabel('Name contains').fill('no such clip');
      await page.getByText('No clips match these filters.').waitFor();
      await page.getByLabel('Name contains').fill('');
      await look('agreement');
    },
    LIMIT_MS,
  );

  it(
    'can be tried on a file, and report what is wrong with it',
    async () => {
      const { page } = opened;
      await page.goto(`${stack.url}/#/try/${starterId}`);
      await page.getByLabel('Or a file').setInputFiles(wav);
      await page.getByText(/answered in [\d,]+ ms/).waitFor();
      const answer = page.locator('section.card');
      const shares = await answer.locator('.number').allTextContents();
      expect(shares.reduce((sum, text) => sum + Number.parseFloat(text), 0)).toBeCloseTo(100, 0);
      await look('try');
      await page.getByLabel('Or a file').setInputFiles(zip);
      await page.getByRole('alert').waitFor();
      expect(await answer.count()).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'can be tried on the microphone, without storing the recording',
    async () => {
      const { page } = opened;
      await page.getByRole('button', { name: 'Record', exact: true }).click();
      await page.getByRole('button', { name: /^Stop and score \(2 s\)/ }).waitFor();
      await page.getByRole('button', { name: /^Stop and score/ }).click();
      const said = await page.getByText(/answered in [\d,]+ ms/).textContent();
      expect(said).toMatch(/Your recording · 0:0[12]\.\d/);
      await expect.poll(() => storedKeys('tries/')).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'are trained on segments, on every fold of a split, with their rates side by side',
    async () => {
      const { page } = opened;
      await page.goto(`${stack.url}/#/train/${archiveId}`);
      await page.getByLabel('Recipe').selectOption({ label: 'logistic: a quick baseline' });
      await page.getByLabel('Tested on').selectOption({ label: 'P4: one speaker left out' });
      await page.getByLabel('Segments').selectOption({ label: '1.5 s, every 0.75 s' });
      await page.getByLabel('Every fold of the split').check();
      await look('train-form');
      await page.getByRole('button', { name: 'Start training' }).click();
      await page.getByRole('heading', { name: 'P4 on folder' }).waitFor();
      await page.getByRole('heading', { name: 'Mean ± standard deviation' }).waitFor({ timeout: 90_000 });
      const rows = page.getByRole('region', { name: 'Table of trainings' }).getByRole('row');
      expect(await rows.count()).toBe(SPEAKERS + 1);
      const uars = (await rows.locator('td:nth-child(3)').allTextContents()).map(Number.parseFloat);
      const mean = uars.reduce((sum, uar) => sum + uar, 0) / uars.length;
      const uarText = await page.getByRole('row', { name: /^UAR/ }).first().textContent();
      expect(Number.parseFloat(uarText?.replace('UAR', '') ?? '')).toBeCloseTo(mean, 0);
      expect(uarText).toMatch(/± \d/);
      await look('evaluation');
      const address = await readUrl(page);
      await page.getByRole('link', { name: 'Fold 0, seed 0' }).click();
      await page.getByText('UAR on test clips').waitFor();
      expect(address).toContain('/evaluations/evl-');
      await page.goto(`${stack.url}/#/evaluations`);
      await page.getByRole('link', { name: /^P4 on folder, logistic/ }).waitFor();
      await look('evaluations');
    },
    LIMIT_MS,
  );

  it(
    'cause no error in the browser and no request to another server',
    () => {
      expect(opened.faults).toEqual([]);
      expect(opened.elsewhere).toEqual([]);
    },
    LIMIT_MS,
  );
});
