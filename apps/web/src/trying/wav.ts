const HEADER_BYTES = 44;
const BYTES_A_SAMPLE = 2;

/**
 * Writes mono samples in [-1, 1] as a 16-bit WAV file. The page has its own writer because `encodeWav` of libs/audio
 * needs Node, and the page may not import that library.
 */
export function encodeWav(blocks: readonly Float32Array[], sampleRateHz: number): Blob {
  const samples = blocks.reduce((sum, { length }) => sum + length, 0);
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + samples * BYTES_A_SAMPLE));
  const text = (at: number, letters: string) => {
    for (let index = 0; index < letters.length; index++) view.setUint8(at + index, letters.charCodeAt(index));
  };
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * BYTES_A_SAMPLE, true);
  view.setUint16(32, BYTES_A_SAMPLE, true);
  view.setUint16(34, 8 * BYTES_A_SAMPLE, true);
  text(36, 'data');
  view.setUint32(40, samples * BYTES_A_SAMPLE, true);
  let at = HEADER_BYTES;
  for (const block of blocks)
    for (const sample of block) {
      view.setInt16(at, Math.round(Math.min(1, Math.max(-1, sample)) * 0x7fff), true);
      at += BYTES_A_SAMPLE;
    }
  return new Blob([view.buffer], { type: 'audio/wav' });
}
