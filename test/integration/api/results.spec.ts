import { expect, it } from 'vitest';
import {
  clipView,
  resultFilesView,
  scoreLine,
  scorePart,
  sha256Hex,
  type ScorePart,
  type ScoringRunRecord,
} from '#libs/contracts';
import { archiveKeys, putJson, scoringKeys } from '#libs/storage';
import { ensureIndex } from '#libs/indexing';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { modelCardOf, scoringRunOf } from '../../support/records.js';
import { OWN_ADDRESSES } from '../../support/features-worker.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const CLIPS = 150; // three shards
const wavs = Object.fromEntries(
  Array.from({ length: CLIPS }, (_, n) => [`c-${String(n).padStart(3, '0')}.wav`, voicedWav(100 + n, 0.05)]),
);
const zips = { stored: await zipOf(wavs), deflated: await zipOf(wavs, true) };

function partOf(run: ScoringRunRecord, ordinal: number): ScorePart {
  const first = ordinal * 64;
  const verdict = { label: 'calm', probability: 0.75, probabilities: { calm: 0.75, angry: 0.25 } };
  const segments = [0, 1].map((n) => ({ startSeconds: n, endSeconds: n + 1, channel: null, ...verdict }));
  return scorePart.parse({
    v: 1,
    ordinal,
    engine: { name: 'cpu', device: 'cpu', version: '1', passedOver: [] },
    errors: [{ clip: first, name: 'bad.wav', code: 'clip.silent', message: 'Nothing is heard.' }],
    scores: Array.from({ length: Math.min(64, CLIPS - first) - 1 }, (_, n) => ({
      clip: first + 1 + n,
      name: `c-${String(first + 1 + n).padStart(3, '0')}.wav`,
      ...verdict,
      durationSeconds: 2,
      modelId: run.modelId,
      modelVersion: run.modelVersion,
      engine: 'cpu',
      segments,
    })),
  });
}

describeWithRedis('the results of a scoring run', (redisUrl) => {
  const runWith = async (api: TestApi, ordinals: readonly number[], state: ScoringRunRecord['state']) => {
    const card = modelCardOf();
    const archive = await uploadZip(api, zips.deflated);
    const record = await api.platform.archives.find(archive.id);
    await ensureIndex(api.platform.store, record!, { maxClipBytes: 1e7, guard: OWN_ADDRESSES });
    const run = scoringRunOf({ modelId: card.id, archiveId: archive.id, state });
    await api.platform.models.save(card);
    await api.platform.ledger.scoring.save(run);
    for (const ordinal of ordinals)
      await putJson(api.platform.store, scoringKeys.part(run.id, ordinal), partOf(run, ordinal));
    return run;
  };
  const page = async (api: TestApi, id: string, query: string) => {
    const response = await api.call('GET', `/v1/scoring-runs/${id}/scores?${query}`);
    expect(response.status).toBe(200);
    return { text: await response.text(), next: response.headers.get('serenade-next-cursor') };
  };
  const clipsIn = (text: string) =>
    text.split('\n').flatMap((line) => (line === '' ? [] : [scoreLine.parse(JSON.parse(line)).clip]));

  it('are paged without gaps, whatever the page size', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [0, 1, 2], 'completed');
    const whole = await (await api.call('GET', `/v1/scoring-runs/${run.id}/scores`)).text();
    for (const limit of [1, 7, 63, 64, 1000]) {
      let text = '';
      let cursor: string | null = '0-0';
      while (cursor !== null) {
        const { text: lines, next } = await page(api, run.id, `limit=${limit}&cursor=${cursor}`);
        expect(clipsIn(lines).length).toBeLessThanOrEqual(limit);
        text += lines;
        cursor = next;
      }
      expect(text).toBe(whole);
    }
  });

  it('end before the first unscored shard during a run, and continue there later', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [0, 2], 'extracting');
    const first = await page(api, run.id, 'limit=1000');
    expect([clipsIn(first.text).length, first.next]).toEqual([63, '1-0']);
    const nothing = await page(api, run.id, `cursor=${first.next}`);
    expect(nothing).toEqual({ text: '', next: '1-0' });
    await putJson(api.platform.store, scoringKeys.part(run.id, 1), partOf(run, 1));
    const rest = await page(api, run.id, `cursor=${first.next}`);
    expect([clipsIn(rest.text)[0], clipsIn(rest.text).at(-1), rest.next]).toEqual([65, CLIPS - 1, '3-0']);
  });

  it('of a cancelled run skip the unscored shards', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [0, 2], 'cancelled');
    const { text, next } = await page(api, run.id, 'limit=1000');
    expect([clipsIn(text).length, next]).toEqual([63 + CLIPS - 129, null]);
  });

  it.each(['cursor=x', 'cursor=1', 'limit=0', 'limit=10001', 'offset=1'])(
    'reject the query %s',
    async (query) => {
      await using api = await startReadyApi(redisUrl);
      const run = await runWith(api, [], 'extracting');
      const response = await api.call('GET', `/v1/scoring-runs/${run.id}/scores?${query}`);
      expect((await problemOf(response)).code).toBe('request.invalid');
    },
  );

  it('are listed with size, hash and URL once the summary exists', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [], 'completed');
    const early = await api.call('GET', `/v1/scoring-runs/${run.id}/results`);
    expect((await problemOf(early)).code).toBe('run.not_finished');
    await storeSummary(api, run);
    const listed = await api.call('GET', `/v1/scoring-runs/${run.id}/results`);
    const { files } = resultFilesView.parse(await listed.json());
    expect(files.map(({ name }) => name)).toEqual(['scores.parquet', 'summary.json']);
    for (const { url, bytes, sha256, mediaType } of files) {
      const answer = await api.call('GET', url);
      const body = Buffer.from(await answer.arrayBuffer());
      expect([body.length, sha256Hex(body), answer.headers.get('content-type')]).toEqual([
        bytes,
        sha256,
        mediaType,
      ]);
    }
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
    ['bytes', 200, '0123456789', null],
  ])('respond to the range %s with %i', async (range, status, text, contentRange) => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [], 'completed');
    await api.platform.store.put(scoringKeys.csv(run.id), '0123456789');
    const path = `/v1/scoring-runs/${run.id}/results/scores.csv`;
    const answer = await api.call('GET', path, undefined, { range });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
  });

  it('reject a range beyond the end, and respect If-Range and If-None-Match', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [], 'completed');
    await api.platform.store.put(scoringKeys.csv(run.id), '0123456789');
    const get = (headers: Record<string, string>, method = 'GET') =>
      api.call(method, `/v1/scoring-runs/${run.id}/results/scores.csv`, undefined, headers);
    const beyond = await get({ range: 'bytes=10-' });
    expect(beyond.headers.get('content-range')).toBe('bytes */10');
    expect((await problemOf(beyond)).code).toBe('request.range_unsatisfiable');
    const etag = (await get({})).headers.get('etag')!;
    expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"old"' })).status).toBe(200);
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    const head = await get({}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10']);
  });

  it('include no other files', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [], 'completed');
    for (const name of ['none.csv', '..%2f..%2frecords', 'parts']) {
      const answer = await api.call('GET', `/v1/scoring-runs/${run.id}/results/${name}`);
      expect((await problemOf(answer)).code).toBe('request.not_found');
    }
  });

  it('show the score and timeline of a clip, its error, or neither while it waits', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [1], 'extracting');
    const view = async (clip: number) =>
      clipView.parse(await (await api.call('GET', `/v1/scoring-runs/${run.id}/clips/${clip}`)).json());
    expect(await view(70)).toMatchObject({
      name: 'c-070.wav',
      score: { clip: 70, label: 'calm' },
      error: null,
      timeline: { stretches: [{ startSeconds: 0, endSeconds: 2, label: 'calm', segments: 2 }] },
    });
    expect(await view(64)).toMatchObject({ score: null, error: { code: 'clip.silent' }, timeline: null });
    expect(await view(0)).toMatchObject({ score: null, error: null, timeline: null });
    for (const clip of [CLIPS, 'x', -1]) {
      const answer = await api.call('GET', `/v1/scoring-runs/${run.id}/clips/${clip}`);
      expect(answer.status).toBe(clip === CLIPS ? 404 : 400);
    }
  });

  it.each(['stored', 'deflated'] as const)(
    'include the audio of a clip that is %s in the archive, whole and in ranges',
    async (how) => {
      await using api = await startReadyApi(redisUrl);
      const run = await runWith(api, [], 'extracting');
      if (how === 'stored') await replaceArchive(api, run, zips.stored);
      const wav = Buffer.from(wavs['c-099.wav']!);
      const get = (range?: string) =>
        api.call(
          'GET',
          `/v1/scoring-runs/${run.id}/clips/99/audio`,
          undefined,
          range === undefined ? {} : { range },
        );
      const whole = await get();
      expect(Buffer.from(await whole.arrayBuffer()).equals(wav)).toBe(true);
      expect(whole.headers.get('content-type')).toBe('audio/wav');
      expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
      for (const [start, end] of [
        [0, 44],
        [100, 101],
        [wav.length - 7, wav.length],
        [1, wav.length],
      ] as const) {
        const part = await get(`bytes=${start}-${end - 1}`);
        expect(part.status).toBe(206);
        expect(Buffer.from(await part.arrayBuffer()).equals(wav.subarray(start, end))).toBe(true);
      }
      expect((await get(`bytes=${wav.length}-`)).status).toBe(416);
    },
  );

  it('include no audio after the archive was deleted', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runWith(api, [], 'completed');
    await api.platform.store.delete(archiveKeys.source(run.archiveId));
    const answer = await api.call('GET', `/v1/scoring-runs/${run.id}/clips/3/audio`);
    expect((await problemOf(answer)).code).toBe('archive.not_found');
  });

  async function storeSummary(api: TestApi, run: ScoringRunRecord) {
    const parquet = 'PAR1 PAR1';
    await api.platform.store.put(scoringKeys.result(run.id, 'scores.parquet'), parquet);
    const file = { bytes: parquet.length, sha256: sha256Hex(parquet) };
    const none = { 'scores.parquet': file };
    const now = new Date().toISOString();
    await putJson(api.platform.store, scoringKeys.summary(run.id), {
      v: 1, runId: run.id, archiveId: run.archiveId, modelId: run.modelId, modelVersion: 'v', featureSet: 'paper-20',
      featureSetId: 'fs', engines: [], clips: 0, scored: 0, failed: 0, cancelled: 0, segments: 0, ignored: 0,
      errorsByCode: {}, labels: {}, meanProbabilities: {}, confidence: { binWidth: 0.05, counts: [] }, audioSeconds: 0,
      cache: { shards: 0, hits: 0 }, stages: { extractionSeconds: 0, scoringSeconds: 0, finishingSeconds: 0 },
      manifestSha256: '', scoresSha256: '', files: none, startedAt: now, finishedAt: now,
    }); // prettier-ignore
  }

  async function replaceArchive(api: TestApi, run: ScoringRunRecord, zip: Uint8Array) {
    const { store, archives } = api.platform;
    await store.deletePrefix(archiveKeys.prefix(run.archiveId));
    await store.put(archiveKeys.source(run.archiveId), zip);
    await ensureIndex(store, (await archives.find(run.archiveId))!, {
      maxClipBytes: 1e7,
      guard: OWN_ADDRESSES,
    });
  }
});
