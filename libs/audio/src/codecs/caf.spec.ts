import { describe, expect, it } from 'vitest';
import { readMp4 } from '../containers/mp4.js';
import { caf, cafChunk } from '../testing/container-writer.js';
import { decodeBytes } from '../testing/decode-bytes.js';
import { fixture } from '../testing/fixtures.js';
import { ascii, concat } from '../testing/wav-writer.js';

const FRAMES = 3_200;

/** Writes packets of a codec in stereo at 16 kHz: an empty file of samples, with packet table and cookie in front. */
function packetFile(
  id: string,
  packets: readonly Uint8Array[],
  cookie: Uint8Array,
  delay: number,
  table = tableOf(packets, delay),
): Uint8Array {
  const options = { channels: 2, sampleRateHz: 16_000, bits: 0, dataSize: -1 };
  const plain = caf(concat(packets), options, id, 0);
  const data = Buffer.from(plain).indexOf('data', 0, 'latin1');
  return concat([plain.subarray(0, data), cafChunk('kuki', cookie), table, plain.subarray(data)]);
}

function tableOf(packets: readonly Uint8Array[], delay: number): Uint8Array {
  const numbers = new DataView(new ArrayBuffer(24));
  numbers.setBigInt64(0, BigInt(packets.length));
  numbers.setBigInt64(8, BigInt(FRAMES));
  numbers.setInt32(16, delay);
  const sizes = packets.flatMap(({ length }) => [
    128 | (length >> 14),
    128 | ((length >> 7) & 127),
    length & 127,
  ]);
  return cafChunk('pakt', concat([new Uint8Array(numbers.buffer), Uint8Array.from(sizes)]));
}

/** Returns the body of the box `esds` of the M4A fixture, behind its version and flags. */
function aacCookie(): Uint8Array {
  const bytes = Buffer.from(fixture('m4a'));
  const at = bytes.indexOf('esds', 0, 'latin1');
  return bytes.subarray(at + 8, at - 4 + bytes.readUInt32BE(at - 4));
}

interface CodedTrack {
  readonly config: Uint8Array;
  readonly units: readonly Uint8Array[];
}

describe('decodeCaf', () => {
  const [aac, lossless] = (['m4a', 'apple lossless'] as const).map((name) => {
    const { codec, packets } = readMp4(fixture(name));
    if (codec.name !== 'aac' && codec.name !== 'alac') throw new Error(`${name} is ${codec.name}.`);
    return { config: codec.config, units: packets };
  }) as [CodedTrack, CodedTrack];

  it('decodes AAC to the samples of the same packets in M4A', async () => {
    const { signals } = await decodeBytes(packetFile('aac ', aac.units, aacCookie(), 1_024));
    expect(signals).toEqual((await decodeBytes(fixture('m4a'))).signals);
  });

  it.each([
    ['plain', lossless.config],
    ['within atoms', concat([ascii('\0\0\0\x0cfrmaalac\0\0\0\x24alac\0\0\0\0'), lossless.config])],
  ])(
    'decodes Apple Lossless to the samples of the WAV file, with its configuration %s',
    async (_, cookie) => {
      const { signals } = await decodeBytes(packetFile('alac', lossless.units, cookie, 0));
      expect(signals).toEqual((await decodeBytes(fixture('wav'))).signals);
    },
  );

  it.each([
    ['frames per packet', 0, 0xffffffff],
    ['bits', 5, 7],
    ['channels', 9, 200],
  ])('rejects a configuration of Apple Lossless with impossible %s', async (_, at, value) => {
    const config = Uint8Array.from(lossless.config);
    if (at === 0) new DataView(config.buffer).setUint32(0, value);
    else config[at] = value;
    await expect(decodeBytes(packetFile('alac', lossless.units, config, 0))).rejects.toMatchObject({
      code: expect.stringMatching(/^clip\.(malformed|unsupported_codec)$/) as string,
    });
  });

  it('rejects packets of unknown sizes', async () => {
    const bytes = packetFile('aac ', aac.units, aacCookie(), 0, new Uint8Array());
    await expect(decodeBytes(bytes)).rejects.toMatchObject({ code: 'clip.malformed' });
  });

  it('reports a cut last packet', async () => {
    const bytes = packetFile('alac', lossless.units, lossless.config, 0);
    const cut = bytes.subarray(0, bytes.length - 10);
    await expect(decodeBytes(cut)).rejects.toMatchObject({ code: 'clip.truncated' });
  });
});
