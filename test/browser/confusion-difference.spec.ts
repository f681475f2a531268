import { beforeAll, expect, it } from 'vitest';
import { modelCard, type ModelCard } from '#libs/contracts';
import { Records } from '#libs/storage';
import { findViolations, measureOverflow } from '../support/axe.js';
import { describeWithBrowser } from '../support/browser.js';
import { keepForTests } from '../support/kept.js';
import { LoneApi } from '../support/lone-api.js';
import { LIMIT_MS, RealBrowser, type RealPage } from '../support/real-browser.js';
import { folderStore } from '../support/real-store.js';
import { evaluation, modelCardOf } from '../support/records.js';

const LABELS = ['angry', 'calm', 'disgust', 'fearful', 'happy', 'neutral', 'sad', 'surprised'];

/** Builds a model that was right about `right` of ten clips of each label and took the others for the next label. */
function tested(name: string, labels: readonly string[], right: readonly number[]): ModelCard {
  const confusion = labels.map((_, truth) =>
    labels.map((_, answer) => {
      const hits = right[truth] ?? 0;
      return answer === truth ? hits : answer === (truth + 1) % labels.length ? 10 - hits : 0;
    }),
  );
  const perClass = labels.map((label) => ({ label, support: 10, precision: 1, recall: 1, f1: 1 }));
  return modelCardOf({ name, labels: [...labels], test: { ...evaluation, perClass, confusion } });
}

describeWithBrowser('the confusion of two models', (redisUrl) => {
  const keep = keepForTests();
  const first = tested('first', LABELS, [9, 8, 7, 6, 5, 4, 3, 2]);
  // The second model has the same labels in reverse order, each with its own number of hits.
  const second = tested('second', LABELS.toReversed(), [7, 3, 4, 10, 6, 2, 8, 8]);
  const binary = tested('binary', ['angry', 'calm'], [5, 5]);
  let api: LoneApi;
  let opened: RealPage;

  beforeAll(async () => {
    const store = keep(await folderStore());
    const models = new Records(store.store, 'models', modelCard);
    for (const card of [first, second, binary]) await models.save(card);
    api = keep(await LoneApi.start(redisUrl, store));
    const browser = keep(await RealBrowser.start());
    opened = keep(await browser.open(`${api.url}/#/models/${first.id}/${second.id}`));
  }, LIMIT_MS);

  const table = () => opened.page.getByRole('table', { name: /^second minus first, in percentage points/ });

  it(
    "appears in a table of signed differences in the first model's order",
    async () => {
      await table().waitFor();
      const heads = await table().getByRole('columnheader').allTextContents();
      expect(heads).toEqual(LABELS);
      const rows = await Promise.all(
        (await table().locator('tbody tr').all()).map(async (row) => [
          await row.getByRole('rowheader').textContent(),
          ...(await row.locator('td').allTextContents()),
        ]),
      );
      // For angry, the first model had 9 hits and 1 calm. The second had 8 hits and 2 surprised.
      expect(rows[0]).toEqual(['angry', '−10.0', '−10.0', '0.0', '0.0', '0.0', '0.0', '0.0', '+20.0']);
      // For calm, 8 hits and 2 disgust face 8 hits and 2 angry. For fearful, both models have 6 hits and 4 misses.
      expect(rows[1]).toEqual(['calm', '+20.0', '0.0', '−20.0', '0.0', '0.0', '0.0', '0.0', '0.0']);
      expect(rows[7]).toEqual(['surprised', '−80.0', '0.0', '0.0', '0.0', '0.0', '0.0', '+30.0', '+50.0']);
      for (const row of rows) {
        const sum = row.slice(1).reduce((total, text) => total + Number(text?.replace('−', '-')), 0);
        expect(sum, row.join()).toBeCloseTo(0);
      }
    },
    LIMIT_MS,
  );

  it(
    'is accessible: axe finds nothing, and on a phone the table scrolls in its own box',
    async () => {
      const { page } = opened;
      await opened.picture('confusion-difference');
      expect(await findViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 375, height: 700 });
      expect(await measureOverflow(page)).toBe(0);
      const box = page.getByRole('region', { name: 'Confusion of second, scrolling' });
      const over = (element: { scrollWidth: number; clientWidth: number }) =>
        element.scrollWidth - element.clientWidth;
      expect(await box.evaluate(over)).toBeGreaterThan(0);
      await box.focus();
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(() => box.evaluate((element: { scrollLeft: number }) => element.scrollLeft))
        .toBeGreaterThan(0);
      await opened.picture('confusion-difference-375');
      await page.setViewportSize({ width: 1200, height: 900 });
    },
    LIMIT_MS,
  );

  it(
    'is not shown for models with different labels',
    async () => {
      const { page } = opened;
      await page.goto(`${api.url}/#/models/${binary.id}/${first.id}`);
      await page.getByText('first and binary have different labels').waitFor();
      expect(await table().count()).toBe(0);
      expect(opened.faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
