const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

export interface WavOptions {
  readonly sampleRateHz: number;
  readonly channels?: number;
}

/**
 * Writes a 16-bit WAV file.
 *
 * @param samples interleaved; a Float32Array has full scale 1, and values beyond it are clipped
 */
export function encodeWav(samples: Int16Array | Float32Array, options: WavOptions): Buffer {
  const { sampleRateHz, channels = 1 } = options;
  const file = Buffer.alloc(HEADER_BYTES + samples.length * BYTES_PER_SAMPLE);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(sampleRateHz, 24);
  file.writeUInt32LE(sampleRateHz * channels * BYTES_PER_SAMPLE, 28);
  file.writeUInt16LE(channels * BYTES_PER_SAMPLE, 32);
  file.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * BYTES_PER_SAMPLE, 40);
  const integers = samples instanceof Int16Array ? samples : quantize(samples);
  integers.forEach((sample, i) => file.writeInt16LE(sample, HEADER_BYTES + BYTES_PER_SAMPLE * i));
  return file;
}

function quantize(signal: Float32Array): Int16Array {
  return Int16Array.from(signal, (sample) => Math.round(32_767 * Math.max(-1, Math.min(1, sample))));
}
