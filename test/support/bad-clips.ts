import type { ErrorCode } from '#libs/contracts';
import { encodeWav } from '#libs/audio';
import type { NamedBytes } from '#libs/synthetic';

export interface BadClip extends NamedBytes {
  readonly code: ErrorCode;
}

const RATE_HZ = 16_000;
const FORMAT = { sampleRateHz: RATE_HZ };
const OFFSET_OF_FORMAT_TAG = 20;
const WMA_IN_WAV = 0x161;

/** Returns bad clips as they occur in archives, and the error code of each. */
export function createBadClips(good: Buffer): BadClip[] {
  const wma = Buffer.from(good);
  wma.writeUInt16LE(WMA_IN_WAV, OFFSET_OF_FORMAT_TAG);
  return [
    { name: 'bad/broken-off.wav', bytes: good.subarray(0, good.length >> 1), code: 'clip.truncated' },
    { name: 'bad/letter.wav', bytes: Buffer.from('Dear diary, I am no sound.\n'), code: 'clip.not_audio' },
    { name: 'bad/nothing.wav', bytes: Buffer.alloc(0), code: 'clip.empty' },
    { name: 'bad/silence.wav', bytes: encodeWav(new Int16Array(2 * RATE_HZ), FORMAT), code: 'clip.silent' },
    {
      name: 'bad/click.wav',
      bytes: encodeWav(new Float32Array(100).fill(0.5), FORMAT),
      code: 'clip.too_short',
    },
    { name: 'bad/other-codec.wav', bytes: wma, code: 'clip.unsupported_codec' },
  ];
}
