import type { PcmFormat } from './pcm.js';

export const WAV_HEADER_BYTES = 44;

/** Writes the header of a 16-bit WAV file over the first 44 bytes of one whose samples stand behind them. */
export function writeWavHeader(file: Uint8Array, { sampleRateHz, channels }: PcmFormat): void {
  const view = new DataView(file.buffer, file.byteOffset, WAV_HEADER_BYTES);
  const text = (at: number, characters: string): void => {
    for (let i = 0; i < characters.length; i++) view.setUint8(at + i, characters.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, file.length - WAV_HEADER_BYTES, true);
}
