/** Samples at 48 kHz in a frame of each configuration (RFC 6716 table 2): SILK, hybrid and CELT. */
const FRAME_SAMPLES = [
  ...[480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 1920, 2880],
  ...[480, 960, 480, 960],
  ...[120, 240, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960],
];

/** Counts the samples at 48 kHz of an Opus packet by its first two bytes (RFC 6716 §3.1). */
export function countOpusSamples(packet: Uint8Array): number {
  const [toc = 0, second = 0] = packet;
  const frames = [1, 2, 2, second & 63][toc & 3] ?? 0;
  return packet.length === 0 ? 0 : frames * (FRAME_SAMPLES[toc >> 3] ?? 0);
}
