import { beforeAll, expect, it } from 'vitest';
import { clipPeaks, type ClipPeaks } from '#libs/contracts';
import { problemOf } from '../support/api.js';
import { keepForTests } from '../support/kept.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';
import { encodePcm16Wav, voicedWav } from '../support/wav.js';

const RATE = 16_000;
/** A streamed clip that is larger than a worker's memory limit for clips. */
const LONG_SECONDS = 600;

/** Encodes a tone whose level rises to half of full scale. */
function swelling(seconds: number): Buffer {
  const length = seconds * RATE;
  return encodePcm16Wav(
    Int16Array.from({ length }, (_, n) => (n % 2 === 0 ? 1 : -1) * Math.round((16_384 * n) / length)),
  );
}

const CLIPS = [
  { name: 'cut.wav', bytes: swelling(2).subarray(0, 44 + RATE * 2) },
  { name: 'long.wav', bytes: swelling(LONG_SECONDS) },
  { name: 'noise.wav', bytes: Buffer.from('this is no sound, whatever its name says') },
  { name: 'short.wav', bytes: voicedWav(140, 1) },
];

describeWithRedis('the waveform of a clip', (redisUrl) => {
  const keep = keepForTests();
  let stack: RealStack;
  let path: string;
  const ask = (clip: number | string) => fetch(`${stack.url}${path}/${clip}/peaks`);
  const peaksOf = async (name: string): Promise<ClipPeaks> => {
    const answer = await ask(CLIPS.findIndex((clip) => clip.name === name));
    expect(answer.headers.get('cache-control')).toBe('private, max-age=3600');
    return clipPeaks.parse(await answer.json());
  };

  beforeAll(async () => {
    const folder = keep(await RealFolder.make());
    const store = keep(await folderStore());
    stack = keep(await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 }));
    const archiveId = await stack.client.upload(await folder.zip('waves.zip', CLIPS));
    const run = await stack.client.score({ archiveId });
    await stack.client.over(run.id);
    path = `/v1/scoring-runs/${run.id}/clips`;
  }, 120_000);

  it('contains the largest magnitude of each stretch', async () => {
    const { channels, durationSeconds, secondsEach } = await peaksOf('short.wav');
    expect(durationSeconds).toBe(1);
    expect(channels).toHaveLength(1);
    expect(channels[0]).toHaveLength(Math.ceil(durationSeconds / secondsEach));
    expect(Math.max(...channels[0]!)).toBeGreaterThan(0.3);
  });

  it('covers the whole length of a long recording', async () => {
    const { channels, durationSeconds } = await peaksOf('long.wav');
    const [peaks = []] = channels;
    expect(durationSeconds).toBe(LONG_SECONDS);
    expect(peaks.length).toBeGreaterThan(512);
    for (const [at, peak] of peaks.entries())
      expect(Math.abs(peak - (0.5 * (at + 1)) / peaks.length)).toBeLessThan(0.002);
  });

  it('ends where a damaged clip becomes unreadable', async () => {
    const { durationSeconds, channels } = await peaksOf('cut.wav');
    expect(durationSeconds).toBeCloseTo(1, 1);
    expect(Math.max(...channels[0]!)).toBeCloseTo(0.25, 1);
  });

  it('is rejected with a code if the clip is not audio or does not exist', async () => {
    const silent = await problemOf(await ask(CLIPS.findIndex(({ name }) => name === 'noise.wav')));
    expect(silent).toMatchObject({ status: 422, code: 'clip.not_audio' });
    expect(await problemOf(await ask(99))).toMatchObject({ status: 404, code: 'clip.not_found' });
    expect(await problemOf(await ask('first'))).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
