const SAMPLE_RATE_HZ = 16_000;

/** A voice-like clip: six harmonics of a pitch under a slow swell, as 16-bit PCM at 16 kHz. */
export function voicedWav(pitchHz: number, seconds = 0.5): Buffer {
  const samples = Int16Array.from({ length: Math.round(seconds * SAMPLE_RATE_HZ) }, (_, i) => {
    const t = i / SAMPLE_RATE_HZ;
    const tone = [1, 2, 3, 4, 5, 6].reduce((sum, n) => sum + Math.sin(2 * Math.PI * n * pitchHz * t) / n, 0);
    return Math.round(8_000 * tone * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t)));
  });
  return pcm16Wav(samples);
}

export function pcm16Wav(samples: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}
