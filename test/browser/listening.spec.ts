import { beforeAll, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { ApiKeys } from '#libs/access';
import { LOCAL_OWNER, type ClipTimeline, type ClipView, type Stretch } from '#libs/contracts';
import { findViolations } from '../support/axe.js';
import { describeWithBrowser } from '../support/browser.js';
import { openStack, type BrowserStack } from '../support/browser-stack.js';
import { keepForTests } from '../support/kept.js';
import { LIMIT_MS, type Playing } from '../support/real-browser.js';
import { RealFolder } from '../support/real-folder.js';
import { voicedWav } from '../support/wav.js';

/** Longer than a browser reads ahead. */
const SECONDS = 700;

/** A request of an audio element, and the response. */
interface Asked {
  readonly url: string;
  readonly range: string | null;
  readonly status: number;
}

/** The parts of a canvas that this test uses. The DOM's types belong to the dashboard. */
interface Painted {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): { getImageData(...box: readonly number[]): { readonly data: Uint8ClampedArray } };
}

/** Returns the shares of painted pixels in both halves of a canvas. */
function sharesPainted(canvas: Painted): number[] {
  const [half, { height }] = [canvas.width / 2, canvas];
  return [0, half].map((left) => {
    const { data } = canvas.getContext('2d').getImageData(left, 0, half, height);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length / (half * height);
  });
}

/** Builds a timeline of two speakers on separate channels, whose emotions change every two seconds. */
function twoSpeakers(): ClipTimeline {
  const said = [
    ['angry', 'calm'],
    ['sad', 'calm'],
  ] as const;
  const stretches = said.flatMap((labels, channel) =>
    Array.from({ length: SECONDS / 2 }, (_, at): Stretch => {
      const label = labels[at % 2] ?? 'calm';
      const times = { startSeconds: 2 * at, endSeconds: 2 * at + 2 };
      return { ...times, channel, label, meanProbability: 0.8, segments: 1 };
    }),
  );
  const secondsByLabel = { angry: SECONDS / 2, sad: SECONDS / 2, calm: SECONDS };
  return { stretches, secondsByLabel, changes: SECONDS - 2 };
}

describeWithBrowser('listening to a clip', (redisUrl) => {
  const keep = keepForTests();
  let at: BrowserStack;
  let address: string;
  const asked: Asked[] = [];
  /** Sound requested by anything other than the audio element, such as a whole clip. */
  const fetched: string[] = [];
  const tickets: string[] = [];

  beforeAll(async () => {
    const folder = keep(await RealFolder.make());
    const bytes = voicedWav(140, SECONDS);
    at = await openStack(keep, redisUrl);
    const { client } = at.stack;
    const archiveId = await client.upload(await folder.zip('long.zip', [{ name: 'long.wav', bytes }]));
    const run = await client.score({ archiveId });
    await client.over(run.id);
    address = `${at.stack.url}/#/scoring-runs/${run.id}/clips/0`;
    const { page } = at.opened;
    page.on('response', (response) => {
      const request = response.request();
      const { pathname } = new URL(response.url());
      if (pathname.endsWith('/audio-ticket')) tickets.push(request.method());
      if (!pathname.endsWith('/audio')) return;
      const { range = null } = request.headers();
      if (request.resourceType() !== 'media') fetched.push(response.url());
      asked.push({ url: response.url(), range, status: response.status() });
    });
  }, LIMIT_MS);

  const audio = () => at.opened.page.getByRole('dialog').locator('audio');
  const secondsOf = () => audio().evaluate((element: Playing) => element.currentTime);
  const seek = (seconds: number) =>
    audio().evaluate((element: { currentTime: number }, to) => (element.currentTime = to), seconds);
  const hears = (seconds: number) => expect.poll(secondsOf, { timeout: 20_000 }).toBeGreaterThan(seconds);
  const firstByteOf = ({ range }: Asked) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? NaN);

  it(
    'shows the waveform of the whole clip without reading the clip',
    async () => {
      await at.opened.page.goto(address);
      const waves = at.opened.page.getByRole('dialog').locator('canvas.waves:not(.coming)');
      await waves.waitFor();
      for (const share of await waves.evaluate(sharesPainted)) expect(share).toBeGreaterThan(0.3);
      expect([asked.filter(({ range }) => range === null), fetched]).toEqual([[], []]);
    },
    LIMIT_MS,
  );

  it(
    'draws every stretch of both channels and shows how long each emotion lasts',
    async () => {
      const { page } = at.opened;
      const path = new URL(address.replace('/#/', '/v1/'));
      const view = (await (await fetch(path)).json()) as ClipView;
      const probabilities = { angry: 0.6, calm: 0.3, sad: 0.1 };
      const score = { label: 'angry', probability: 0.6, probabilities, durationSeconds: SECONDS };
      const two = { ...view, error: null, score, timeline: twoSpeakers() }; // the clip itself is too long for a score
      await page.route(
        ({ pathname }) => pathname === path.pathname,
        (route) => route.fulfill({ json: two }),
      );
      await page.goto(address);
      await page.reload(); // the address may be the same
      const drawer = page.getByRole('dialog');
      for (const channel of ['channel 0', 'channel 1']) {
        const row = drawer.getByRole('img', { name: `Emotions of ${channel} over time` });
        await row.waitFor({ timeout: 20_000 });
        for (const share of await row.evaluate(sharesPainted)) expect(share).toBeGreaterThan(0.95);
      }
      expect(await drawer.locator('.time-axis span').allTextContents()).toEqual(
        ['0:00', '2:00', '4:00', '6:00', '8:00', '10:00'], // of 11:40
      );
      const legend = drawer.getByRole('list', { name: 'Colors of the emotions' });
      expect(await legend.getByRole('listitem').allTextContents()).toEqual(['calm', 'angry', 'sad']);
      const table = drawer.getByRole('table', { name: 'Time by emotion and channel' });
      expect(
        await table
          .getByRole('row', { name: /^angry/ })
          .getByRole('cell')
          .allTextContents(),
      ).toEqual(['5 min 50 s, 50.0 %', '–']);
      const second = drawer.getByRole('region', { name: 'Stretches of channel 1' });
      expect(await second.getByRole('listitem').count()).toBe(100);
      await second.getByRole('button', { name: 'Show more of 350' }).click();
      expect(await second.getByRole('listitem').count()).toBe(200);
      await at.opened.picture('two-channels', false);
      expect(await findViolations(page)).toEqual([]);
      await page.unrouteAll();
    },
    LIMIT_MS,
  );

  it(
    'reads the ranges that it plays if no key is required',
    async () => {
      await at.opened.page.goto(address);
      await audio().evaluate((element: Playing) => element.play());
      await hears(0);
      await seek(SECONDS - 60);
      await hears(SECONDS - 60);
      expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 206));
      expect(Math.max(...asked.map(firstByteOf))).toBeGreaterThan(32_000 * (SECONDS - 120));
      expect([fetched, tickets]).toEqual([[], []]);
    },
    LIMIT_MS,
  );

  it(
    'reads ranges with a ticket if a key is required, and resumes at the same second with a new ticket when it expires',
    async () => {
      const { page } = at.opened;
      const scopes = ['read'] as const;
      const wanted = { owner: LOCAL_OWNER, name: 'ears', scopes, expiresAt: null, createdBy: 'host' };
      const { secret } = await new ApiKeys(at.store.store).create(wanted);
      await expect.poll(() => at.stack.client.status('/v1/archives'), { timeout: 10_000 }).toBe(401);
      await page.goto(at.stack.url);
      asked.length = 0;
      await page.getByLabel('API key', { exact: true }).fill(secret);
      await page.getByRole('button', { name: 'Use this key' }).click();
      await page.goto(address);
      await audio().evaluate((element: Playing) => element.play());
      await hears(0);
      await seek(SECONDS - 60);
      await hears(SECONDS - 60);
      expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 206));
      expect(Math.max(...asked.map(firstByteOf))).toBeGreaterThan(32_000 * (SECONDS - 120));
      expect(tickets).toHaveLength(1);

      const redis = new Redis(redisUrl);
      const names = await redis.keys(`${at.stack.prefix}:ticket:*`);
      expect(names.length).toBeGreaterThan(0);
      await redis.del(names);
      redis.disconnect();
      await seek(300);
      await hears(301);
      expect(await secondsOf()).toBeLessThan(340);
      expect(await audio().evaluate((element: Playing) => element.paused)).toBe(false);
      expect(asked.some(({ status }) => status === 401)).toBe(true);
      expect(asked.at(-1)?.status).toBe(206);
      expect(tickets).toHaveLength(2);
      expect(fetched).toEqual([]);
      for (const { url } of asked) expect(url).not.toContain('srn_');
      expect(page.url()).not.toContain('srt_');
      expect(at.opened.faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
