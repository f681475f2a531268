import { SerenadeError } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { readSignals } from '../read-signals.js';
import { decodeBytes, decodeWavBytes } from '../testing/decode-bytes.js';
import { resample } from '../resample.js';
import { ascii, concat } from '../testing/wav-writer.js';
import { FIXTURE_NAMES, TELEPHONE_NAMES, fixture, type FixtureName } from '../testing/fixtures.js';

const SECONDS = 0.2;
/** Clips that do not state their length, or not the delay of the encoder. */
const DELAYED: readonly FixtureName[] = [
  ...(['mp3', 'adts', 'mp3 in wav', 'opus in caf', 'aac in fragments'] as const),
  ...(['mp3 in Matroska', 'vorbis in Matroska', 'opus in WebM'] as const),
];

async function outcome(bytes: Uint8Array, lenient = false): Promise<string> {
  try {
    const { warning } = await decodeBytes(bytes, { lenient });
    return warning === null ? 'decoded' : `warned ${warning.code}`;
  } catch (error) {
    return error instanceof SerenadeError ? error.code : `uncoded ${String(error)}`;
  }
}

/** Returns the best correlation of two signals over small shifts, in [-1, 1]. */
function correlation(a: Float32Array, b: Float32Array): number {
  let best = -1;
  for (let shift = 0; shift < 2500; shift++) {
    let [ab, aa, bb] = [0, 0, 0];
    for (let i = 200; i + shift < a.length && i < b.length; i++) {
      const [x, y] = [a[i + shift] ?? 0, b[i] ?? 0];
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    if (aa > 0.1 * bb) best = Math.max(best, ab / Math.sqrt(aa * bb));
  }
  return best;
}

const original = decodeWavBytes(fixture('wav'));

describe('decodeClip', () => {
  it.each(FIXTURE_NAMES)('decodes %s to the encoded signal', async (name) => {
    const { signals, sampleRateHz, channels, durationSeconds, peak } = await decodeBytes(fixture(name));
    expect(channels).toBe(2);
    expect(peak).toBeGreaterThan(0.2);
    const expected = name.endsWith('24 bits') ? SECONDS / 4 : SECONDS;
    if (DELAYED.includes(name)) expect(durationSeconds).toBeGreaterThanOrEqual(expected);
    else expect(durationSeconds).toBeCloseTo(expected, 6);
    expect(correlation(resample(signals[0]!, sampleRateHz, 16_000), original.signal)).toBeGreaterThan(0.9);
  });

  it.each(TELEPHONE_NAMES)('decodes %s to the encoded signal', async (name) => {
    const { signals, ...facts } = await decodeBytes(fixture(name));
    expect(facts).toMatchObject({ channels: 1, sampleRateHz: 8_000 });
    expect(facts.durationSeconds).toBeGreaterThanOrEqual(SECONDS);
    expect(facts.durationSeconds).toBeLessThan(SECONDS + 0.05);
    expect(correlation(resample(signals[0]!, 8_000, 16_000), original.signal)).toBeGreaterThan(0.9);
  });

  it('decodes GSM alike in frames and in pairs of frames', async () => {
    const [frames, pairs] = [await decodeBytes(fixture('gsm')), await decodeBytes(fixture('gsm in wav'))];
    const count = Math.min(frames.signals[0]!.length, pairs.signals[0]!.length);
    expect(pairs.signals[0]!.slice(0, count)).toEqual(frames.signals[0]!.slice(0, count));
  });

  it('decodes AMR alike in its own container and in 3GP', async () => {
    expect((await decodeBytes(fixture('amr in 3gp'))).signals).toEqual(
      (await decodeBytes(fixture('amr'))).signals,
    );
  });

  it.each(TELEPHONE_NAMES)(
    'throws a coded error or returns a shorter clip at every truncation point of %s',
    async (name) => {
      const bytes = fixture(name);
      for (let length = 0; length < bytes.length; length++)
        expect(await outcome(bytes.subarray(0, length)), `${length} bytes`).toMatch(
          /^(clip\.|decoded|warned clip\.)/,
        );
    },
  );

  it('rejects a packet of Apple Lossless that promises more samples than its configuration', async () => {
    const bytes = Uint8Array.from(fixture('apple lossless'));
    const packet = Buffer.from(bytes).indexOf('mdat', 0, 'latin1') + 4;
    // The first flag behind 19 bits announces 32 bits with a number of samples.
    bytes[packet + 2]! |= 0x10;
    bytes.fill(0xff, packet + 3, packet + 7);
    expect(await outcome(bytes)).toBe('clip.malformed');
  });

  it.each([
    ['flac', 'wav'],
    ['flac of 24 bits', 'wav of 24 bits'],
    ['aiff', 'wav'],
    ['apple lossless', 'wav'],
  ] as const)('decodes %s to exactly the samples of %s', async (flac, wav) => {
    const { signals } = await decodeBytes(fixture(flac));
    expect(signals[0]).toEqual(decodeWavBytes(fixture(wav)).signal);
  });

  it.each(FIXTURE_NAMES)('decodes left, right and each channel of %s', async (name) => {
    const take = async (channels: 'left' | 'right' | 'each') =>
      (await decodeBytes(fixture(name), { channels })).signals;
    const [[left], [right], each] = [await take('left'), await take('right'), await take('each')];
    expect(each).toEqual([left, right]);
    expect(left).not.toEqual(right);
  });

  it.each(FIXTURE_NAMES)(
    'throws a coded error or returns a shorter clip at every truncation point of %s',
    async (name) => {
      const bytes = fixture(name);
      const step = bytes.length > 5_000 ? 7 : 1;
      for (let length = 0; length < bytes.length; length += step) {
        const found = await outcome(bytes.subarray(0, length));
        // MP3, ADTS and live recordings do not state their length, so a clip that ends behind a frame is whole.
        // A file of samples that lacks less than a header is read, WAV with a warning.
        const isNearlyWhole = bytes.length - length <= 128;
        const expected =
          DELAYED.includes(name) || isNearlyWhole
            ? /^(clip\.|decoded|warned clip\.)/
            : /^clip\.(truncated|not_audio|empty)/;
        expect(found, `${length} bytes`).toMatch(expected);
      }
    },
  );

  it.each(['wav', 'mp3', 'adts'] as const)(
    'keeps the beginning of a cut %s with a warning if it is lenient',
    async (name) => {
      const bytes = fixture(name);
      const cut = bytes.subarray(0, Math.floor(bytes.length * 0.8) + 1);
      expect(await outcome(cut)).toBe('clip.truncated');
      expect(await outcome(cut, true)).toBe('warned clip.truncated');
    },
  );

  it('rejects an MP4 file without an audio track with a code of its own', async () => {
    const bytes = Buffer.from(fixture('m4a'));
    bytes.write('vide', bytes.indexOf('soun'));
    expect(await outcome(bytes)).toBe('clip.no_audio_track');
  });

  it.each(['mix', 'each'] as const)(
    'warns of a video track beside the sound, channels: %s',
    async (channels) => {
      const { signals, warning } = await decodeBytes(fixture('pcm in QuickTime'), { channels });
      expect(signals).toEqual((await decodeBytes(fixture('wav'), { channels })).signals);
      expect(warning).toMatchObject({ code: 'clip.other_tracks' });
      expect(warning?.message).toContain('1 video track');
    },
  );

  it('identifies a clip by its bytes behind a tag', async () => {
    const tagged = concat([ascii('ID3\x04\0\0\0\0\0\x05hello'), fixture('flac')]);
    expect((await decodeBytes(tagged)).signals).toEqual((await decodeBytes(fixture('flac'))).signals);
  });

  it.each([
    ['FLAC', ascii('fLaC')],
    ['MP3', [0xff, 0xfb, 0x90, 0x00]],
    ['ADTS', [0xff, 0xf1, 0x50, 0x80]],
    ['an ID3 tag', ascii('ID3\x04\0\0\0\0\0\0')],
    ['Ogg', ascii('OggS\0')],
  ])('rejects junk behind the magic of %s', async (_, magic) => {
    const junk = Uint8Array.from({ length: 5000 }, (_value, i) => (i * 7919) % 251);
    expect(await outcome(concat([Uint8Array.from(magic), junk]))).toMatch(/^clip\./);
  });

  it.each(['elst', 'stts', 'stco'])('rejects an MP4 box %s that promises 2^32 rows', async (type) => {
    const bytes = Uint8Array.from(fixture('m4a'));
    const at = Buffer.from(bytes).indexOf(type, 0, 'latin1') + 8; // behind the kind, version and flags
    new DataView(bytes.buffer).setUint32(at, 0xffffffff);
    expect(await outcome(bytes)).toBe('clip.malformed');
  });

  it('detects a changed bit of FLAC by its checksum', async () => {
    const bytes = fixture('flac').slice();
    bytes[2000]! ^= 1;
    expect(await outcome(bytes)).toBe('clip.malformed');
  });
});

describe('readSignals', () => {
  it('returns the same signal for FLAC and WAV to the last bit', async () => {
    const [flac, wav] = [await readSignals(fixture('flac')), await readSignals(fixture('wav'))];
    expect(flac).toEqual(wav);
  });

  it('accepts FLAC that lasts exactly as long as the limit', async () => {
    const limits = { maxDurationSeconds: SECONDS };
    expect((await readSignals(fixture('flac'), { limits })).durationSeconds).toBe(SECONDS);
  });
});
