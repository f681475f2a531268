import { expect, it } from 'vitest';
import type { ManifestLine } from '#libs/contracts';
import { ClipSurvey } from './clip-survey.js';

const lineOf = (clip: number, patch: Partial<ManifestLine> = {}): ManifestLine => ({
  clip,
  name: `${clip}.wav`,
  offset: 100 * clip,
  compressedSize: 90,
  size: 90,
  method: 0,
  ...patch,
});

it('counts any number of clips and keeps a sample of them', async () => {
  const survey = new ClipSurvey('archive', new AbortController().signal);
  const pages = Array.from({ length: 100 }, (_, page) =>
    Array.from({ length: 100 }, (_, n) => lineOf(100 * page + n, n === 0 ? { name: `${page}.mp3` } : {})),
  );
  for (const page of pages) await survey.write(page);
  survey.close();
  expect(survey).toMatchObject({ clips: 10_000, readable: 10_000, clipBytes: 900_000, wavBytes: 891_000 });
  expect(survey.wavs).toMatchObject({ count: 9_900, isWhole: false });
  expect(survey.shards).toMatchObject({ count: Math.ceil(10_000 / 64), isWhole: false });
  expect(survey.wavs.kept.length).toBeLessThanOrEqual(32);
  expect(survey.shards.kept.length).toBeLessThanOrEqual(64);
});

it('counts every problem and names the first twenty', async () => {
  const survey = new ClipSurvey('archive', new AbortController().signal);
  const error = { code: 'clip.encrypted', message: 'The clip is encrypted.' } as const;
  await survey.write(Array.from({ length: 30 }, (_, n) => lineOf(n, { error })));
  survey.close();
  expect(survey).toMatchObject({ clips: 30, readable: 0, clipBytes: 0 });
  expect(survey.problems).toMatchObject({ total: 30, byCode: { 'clip.encrypted': 30 } });
  expect(survey.problems.examples.map(({ clip }) => clip)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

it('stops once the client has gone', async () => {
  const gone = new AbortController();
  const survey = new ClipSurvey('archive', gone.signal);
  await survey.write([lineOf(0)]);
  gone.abort(new Error('gone'));
  await expect(survey.write([lineOf(1)])).rejects.toThrow('gone');
});
