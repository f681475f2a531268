import { expect, it } from 'vitest';
import { unlabelledClips } from '#libs/synthetic';
import { playChaos } from '../chaos/play-chaos.js';
import { REDIS_BINARY } from '../support/own-redis.js';
import { RealFolder } from '../support/real-folder.js';
import { describeWithS3 } from '../support/services.js';

const CLIPS = 400;
const missing = REDIS_BINARY === null ? ' (skipped: no redis-server on PATH)' : '';

describeWithS3('a scoring run under every fault at once', (s3) => {
  it.skipIf(REDIS_BINARY === null)(
    `scores each clip once, with the same bytes as an undisturbed run${missing}`,
    async () => {
      const said: string[] = [];
      const figures = await playChaos({
        s3,
        upload: async ({ client }) => {
          await using folder = await RealFolder.make();
          const { files } = unlabelledClips(7, CLIPS);
          return await client.upload(await folder.zip('chaos.zip', files));
        },
        seed: 7,
        kills: 1,
        aliveMs: [200, 900],
        redisRestarts: 1,
        restartMs: [500, 1_500],
        faultRate: 0.05,
        timeoutMs: 120_000,
        tell: (line) => said.push(line),
      });
      expect(figures, said.join('\n')).toMatchObject({ lost: 0, duplicated: 0, identical: true });
      expect(figures.clips).toBeGreaterThan(300);
      expect(figures.kills).toBeGreaterThan(0);
      expect(figures.store_faults).toBeGreaterThan(0);
      expect(figures.jobs_doubled).toBeGreaterThan(0);
    },
    300_000,
  );
});
