import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  errorLine,
  manifestLine,
  scoreLine,
  scoresCsvHeader,
  scoresCsvRows,
  type ErrorLine,
  type ManifestLine,
  type ScoreLine,
} from '#libs/contracts';
import { archiveKeys, readJsonLines } from '#libs/storage';
import { createBadClips } from '../support/bad-clips.js';
import { keepForTests } from '../support/kept.js';
import { findMainJobVariants } from '../support/main-job-variants.js';
import { playMainJob, type MainJob, type MainJobClips } from '../support/main-job.js';
import { RealStack } from '../support/real-stack.js';
import type { RealStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';

for (const { what, missing, makeClips, openStore } of await findMainJobVariants()) {
  const suite = (redisUrl: string): void => {
    const keep = keepForTests();
    let clips: MainJobClips;
    let store: RealStore;
    let stack: RealStack;
    let job: MainJob;
    let manifest: ManifestLine[];
    let scores: ScoreLine[];
    let errors: ErrorLine[];

    beforeAll(async () => {
      clips = await makeClips();
      store = keep(await openStore());
      stack = keep(
        await RealStack.start({
          redisUrl,
          store,
          featureWorkers: 2,
          gpuWorkers: 1,
          featuresEnv: { HEALTH_PORT: '0' },
        }),
      );
      job = await playMainJob(stack, clips);
      scores = await stack.client.lines(job.scoring.id, 'scores', scoreLine);
      errors = await stack.client.lines(job.scoring.id, 'errors', errorLine);
      manifest = [];
      const key = archiveKeys.manifest(job.scoring.archiveId);
      for await (const line of readJsonLines(store.store, key, manifestLine)) manifest.push(line);
    }, 240_000);

    // The killed worker may have had no job. The chaos test covers lost jobs.
    it('continues after a feature worker is killed halfway', () => {
      const { extracted, clips: lines } = job.whenKilled.progress;
      expect(extracted).toBeGreaterThan(0);
      expect(extracted).toBeLessThan(lines!);
      expect(stack.features[0]!.isRunning).toBe(false);
      expect(job.training.state).toBe('completed');
      expect(job.scoring.state).toBe('completed_with_errors');
    });

    it('has exactly one score or error for every line of the manifest', () => {
      const answers = [...scores, ...errors].sort((a, b) => a.clip - b.clip);
      const nameOf = ({ clip, name }: { clip: number; name: string }) => `${clip} ${name}`;
      expect(answers.map(nameOf)).toEqual(manifest.map(nameOf));
      expect(manifest.map(({ name }) => name)).toEqual(clips.unlabelled.map(({ name }) => name));
    });

    it('has an error code for each clip that cannot be scored, and for no other', () => {
      const expected = createBadClips(Buffer.alloc(44)).map(({ name, code }) => ({ name, code }));
      expect(errors.map(({ name, code }) => ({ name, code }))).toEqual(expected);
    });

    it('has counts that add up in its summary and in its last progress', async () => {
      const summary = await stack.client.summary(job.scoring.id);
      expect(summary).toMatchObject({
        clips: manifest.length,
        scored: scores.length,
        failed: errors.length,
        cancelled: 0,
      });
      expect(summary.scored + summary.failed + summary.cancelled).toBe(summary.clips);
      expect(summary.errorsByCode).toEqual(countBy(errors.map(({ code }) => code)));
      expect(summary.labels).toEqual(countBy(scores.map(({ label }) => label)));
      expect(summary.audioSeconds).toBeCloseTo(
        scores.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
        1,
      );
      expect(job.scoring.progress).toMatchObject({
        clips: manifest.length,
        extracted: scores.length,
        scored: scores.length,
        failed: errors.length,
      });
    });

    it('serves the same scores as NDJSON and as CSV, and hashes them and the manifest', async () => {
      const { id, archiveId } = job.scoring;
      const { labels } = await stack.client.model(job.scoring.modelId);
      const expected = scoresCsvHeader(labels) + scores.map((line) => scoresCsvRows(line, labels)).join('');
      expect(await stack.client.text(id, 'scores', 'text/csv')).toBe(expected);
      const { scoresSha256, manifestSha256 } = await stack.client.summary(id);
      expect(scoresSha256).toBe(sha256(await stack.client.text(id, 'scores')));
      expect(manifestSha256).toBe(sha256(await store.store.get(archiveKeys.manifest(archiveId))));
    });

    it('counts the work of the surviving worker by stage, in its metrics and in those of the API', async () => {
      const worker = stack.features[1]!;
      const { port } = worker.log.find(({ msg }) => msg === 'answering health checks')!;
      const own = extractionOf(await textOf(`http://127.0.0.1:${String(port)}/metrics`), worker.pid);
      expect(own.get('clips_total{outcome="extracted"}')).toBeGreaterThan(0);
      expect(own.get('audio_seconds_total{}')).toBeGreaterThan(0);
      for (const stage of ['read', 'inflate', 'decode', 'features', 'hash', 'write'])
        expect(own.get(`stage_seconds_total{stage="${stage}"}`), stage).toBeGreaterThan(0);
      const counted = (metrics: ReadonlyMap<string, number>) =>
        [...metrics].filter(([name]) => !name.includes('_per_second'));
      await expect
        .poll(async () => counted(extractionOf(await textOf(`${stack.url}/metrics`), worker.pid)), {
          timeout: 10_000,
        })
        .toEqual(counted(own));
    });

    it('streams its events once and in order, and resumes after Last-Event-ID', async () => {
      const { id } = job.scoring;
      const all = await stack.client.allEvents(id);
      expect([...job.before, ...job.after]).toEqual(all);
      const order = all.map((event) => event.id!.split('-').map(Number) as [number, number]);
      expect(order).toEqual([...order].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      expect(new Set(all.map((event) => event.id)).size).toBe(all.length);
      const states = all.flatMap(({ event }) => (event.type === 'state.changed' ? [event.state] : []));
      // The last scores may arrive before the conductor sees that all clips are extracted.
      const scoring = states.includes('scoring') ? ['scoring'] : [];
      expect(states).toEqual([
        'queued',
        'indexing',
        'extracting',
        ...scoring,
        'finishing',
        'completed_with_errors',
      ]);
      expect(await stack.client.allEvents(id, all.at(-2)!.id)).toEqual(all.slice(-1));
      expect(await stack.client.allEvents(id, all.at(-1)!.id)).toEqual([]);
    });
  };
  const name = `the main job on ${what}`;
  if (missing === null) describeWithRedis(name, suite);
  else describe.skip(`${name} (skipped: ${missing})`, () => suite(''));
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** Parses one worker's extraction metrics in the text format of Prometheus, without its name. */
function extractionOf(text: string, pid: number): Map<string, number> {
  const samples = text.matchAll(/^serenade_extraction_(\w+)\{worker="[^"]*:(\d+)",?([^}]*)\} (\S+)$/gm);
  return new Map(
    [...samples]
      .filter(([, , worker]) => Number(worker) === pid)
      .map(([, name = '', , labels = '', value]) => [`${name}{${labels}}`, Number(value)]),
  );
}
