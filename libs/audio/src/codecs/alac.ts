import { malformedClip, unsupportedClip } from '../clip-errors.js';
import { latin1 } from '../containers/sniff.js';
import { BitReader } from './bit-reader.js';

const CONFIG_BYTES = 24;
/** Encoders use 4,096 samples per packet. A larger promise would reserve memory for nothing. */
const MOST_FRAMES = 16_384;
/** Elements of a packet: one channel, or a pair. */
const SINGLE = 0;
const PAIR = 1;

/**
 * Returns the 24 bytes of an ALACSpecificConfig. Old files keep it within two atoms, `frma` and `alac`.
 *
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`
 */
export function readAlacConfig(cookie: Uint8Array): Uint8Array {
  const start = latin1(cookie, 4, 4) === 'frma' ? 24 : 0;
  const config = cookie.subarray(start, start + CONFIG_BYTES);
  if (config.length < CONFIG_BYTES) throw malformedClip('The configuration of Apple Lossless is cut.');
  const [bits = 0, channels = 0] = [config[5], config[9]];
  const frames = framesOf(config);
  if (frames === 0 || frames > MOST_FRAMES || ![16, 20, 24, 32].includes(bits))
    throw malformedClip(`Apple Lossless states ${frames} samples of ${bits} bits per packet.`);
  if (channels === 1 || channels === 2) return config;
  throw unsupportedClip(`The clip is Apple Lossless of ${channels} channels, which is not supported.`);
}

/**
 * Checks the header of each packet, because the decoder believes the number of samples in it.
 *
 * @throws SerenadeError `clip.malformed`, `clip.truncated`
 */
export function checkAlacPackets(config: Uint8Array, packets: readonly Uint8Array[]): void {
  const most = framesOf(config);
  const element = config[9] === 1 ? SINGLE : PAIR;
  for (const [at, packet] of packets.entries()) {
    const reader = new BitReader(packet, 0);
    const found = reader.read(3);
    reader.read(16); // the number of the element, and unused bits
    const isPartial = reader.read(4) >= 8;
    const frames = isPartial ? reader.read(32) : most;
    if (found === element && frames <= most) continue;
    throw malformedClip(`The packet ${at + 1} of Apple Lossless begins with no sound.`);
  }
}

function framesOf(config: Uint8Array): number {
  return new DataView(config.buffer, config.byteOffset, config.length).getUint32(0);
}
