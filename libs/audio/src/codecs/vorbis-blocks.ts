/** Bits of a mode in the setup header: block flag, window type, transform type, mapping (Vorbis I §4.2.4). */
const MODE_BITS = 41;
const MOST_MODES = 64;

/** Computes the number of samples that packets of a Vorbis stream decode to, without decoding them. */
export class VorbisBlocks {
  #before: number | null = null;

  private constructor(
    private readonly sizes: readonly [number, number],
    private readonly isLong: readonly boolean[],
  ) {}

  /**
   * @param identification packet with the two block sizes
   * @param setup packet that ends with the modes
   * @returns null if the setup does not end with modes
   */
  static read(identification: Uint8Array, setup: Uint8Array): VorbisBlocks | null {
    const exponents = identification[28] ?? 0;
    const isLong = readModes(setup);
    return isLong === null ? null : new VorbisBlocks([1 << (exponents & 15), 1 << (exponents >> 4)], isLong);
  }

  /** Counts the samples of the next packet: a quarter of its block and of the block before (Vorbis I §4.3.8). */
  count(packet: Uint8Array): number {
    const modeBits = 32 - Math.clz32(this.isLong.length - 1);
    if (packet.length === 0 || readBits(packet, 0, 1) === 1) return 0;
    const size = this.sizes[this.isLong[readBits(packet, 1, modeBits)] === true ? 1 : 0];
    const samples = this.#before === null ? 0 : (this.#before + size) / 4;
    this.#before = size;
    return samples;
  }
}

/**
 * Reads the block flag of each mode from the end of the setup header, because what precedes the modes is long to parse. The
 * modes are the largest number of entries that fits the count of modes in front of them.
 */
function readModes(setup: Uint8Array): boolean[] | null {
  let framing = 8 * setup.length - 1;
  while (framing >= 0 && readBits(setup, framing, 1) === 0) framing--;
  let found = 0;
  for (let count = 1; count <= MOST_MODES; count++) {
    const start = framing - count * MODE_BITS;
    const isMode = start >= 6 && readBits(setup, start + 1, 32) === 0 && readBits(setup, start + 33, 8) < 64;
    if (!isMode) break;
    if (readBits(setup, start - 6, 6) + 1 === count) found = count;
  }
  if (found === 0) return null;
  return Array.from(
    { length: found },
    (_, mode) => readBits(setup, framing - (found - mode) * MODE_BITS, 1) === 1,
  );
}

/** Reads bits, the least significant first (Vorbis I §2.1.4). */
function readBits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let bit = 0; bit < count; bit++) {
    const at = start + bit;
    if (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) value += 2 ** bit;
  }
  return value;
}
