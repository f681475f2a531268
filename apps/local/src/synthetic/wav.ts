/** A mono 16-bit WAV file. */
export function wavOf(signal: Float32Array, sampleRateHz: number): Buffer {
  const file = Buffer.alloc(44 + signal.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(sampleRateHz, 24);
  file.writeUInt32LE(sampleRateHz * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(signal.length * 2, 40);
  for (let at = 0; at < signal.length; at++) {
    const value = Math.max(-1, Math.min(1, signal[at] ?? 0));
    file.writeInt16LE(Math.round(value * 32_767), 44 + at * 2);
  }
  return file;
}
