import { buildLayout, type SampleLayout } from './sample-layout.js';

const FRAME_BYTES = 33;
/** The number of frames that identify a file. */
const FRAMES_TO_TRUST = 4;

/** Returns true for frames of GSM 6.10 without a header: each begins with the bits 1101. */
export function isGsm(bytes: Uint8Array, start = 0): boolean {
  const frames = Math.min(FRAMES_TO_TRUST, Math.floor((bytes.length - start) / FRAME_BYTES));
  return (
    frames === FRAMES_TO_TRUST &&
    Array.from({ length: frames }, (_, frame) => bytes[start + frame * FRAME_BYTES] ?? 0).every(
      (first) => first >> 4 === 13,
    )
  );
}

/** Returns the layout of a file of GSM frames, which always has one channel of 8 kHz. */
export function readGsmLayout(bytes: Uint8Array): SampleLayout {
  const format = { codec: 'gsm', channels: 1, sampleRateHz: 8_000, blockAlign: FRAME_BYTES } as const;
  return buildLayout(format, { start: 0, bytes: bytes.length, cut: null });
}
