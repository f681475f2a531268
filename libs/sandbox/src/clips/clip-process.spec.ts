import { expect, it } from 'vitest';
import { FEATURE_SETS } from '#libs/contracts';
import { voicedWav } from '../../../../test/support/wav.js';
import { ClipProcess } from './clip-process.js';

const MIB = 1024 ** 2;

it('reports the clip that takes all memory, and extracts the next one in another process', async () => {
  await using process = new ClipProcess(FEATURE_SETS['paper-20'], 256 * MIB);
  const before = await process.extract(voicedWav(120));
  const bomb = await process.extract(new Uint8Array(160 * MIB));
  expect(bomb).toMatchObject({
    report: {
      status: 'failed',
      code: 'clip.decode_failed',
      message: expect.stringMatching(/256 MiB.*CLIP_MEMORY_BYTES/) as string,
    },
    rows: [],
  });
  expect(await process.extract(voicedWav(120))).toEqual(before);
  expect(before).toMatchObject({ report: { status: 'extracted', row: 0 } });
}, 120_000);

it('reports the error of a clip that is not audio', async () => {
  await using process = new ClipProcess(FEATURE_SETS['paper-20'], 256 * MIB);
  const { report } = await process.extract(Buffer.from('these are not samples at all'));
  expect(report).toMatchObject({ status: 'failed', code: 'clip.not_audio' });
}, 120_000);
