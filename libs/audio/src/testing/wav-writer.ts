/** Writes WAV files part by part for specs. They may be invalid on purpose, so `encodeWav` cannot write them. */

export interface WavOptions {
  readonly tag?: number;
  readonly channels?: number;
  readonly sampleRateHz?: number;
  readonly bits?: number;
  readonly blockAlign?: number;
  /** Chunks between `fmt ` and `data`. */
  readonly before?: readonly Uint8Array[];
  /** Chunks after `data`. */
  readonly after?: readonly Uint8Array[];
  /** Size that the data chunk claims. */
  readonly dataSize?: number;
  /** Size that the RIFF header claims. */
  readonly riffSize?: number;
}

/** Writes a RIFF chunk with its pad byte. */
export function chunk(id: string, body: Uint8Array, claimedSize = body.length): Uint8Array {
  const bytes = new Uint8Array(8 + body.length + (body.length % 2));
  bytes.set(ascii(id), 0);
  new DataView(bytes.buffer).setUint32(4, claimedSize, true);
  bytes.set(body, 8);
  return bytes;
}

export function formatBody(options: WavOptions): Uint8Array {
  const { tag = 1, channels = 1, sampleRateHz = 16_000, bits = 16 } = options;
  const blockAlign = options.blockAlign ?? (channels * bits) / 8;
  const view = new DataView(new ArrayBuffer(16));
  view.setUint16(0, tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, sampleRateHz, true);
  view.setUint32(8, sampleRateHz * blockAlign, true);
  view.setUint16(12, blockAlign, true);
  view.setUint16(14, bits, true);
  return new Uint8Array(view.buffer);
}

export function wav(data: Uint8Array, options: WavOptions = {}): Uint8Array {
  const body = concat([
    ascii('WAVE'),
    chunk('fmt ', formatBody(options)),
    ...(options.before ?? []),
    chunk('data', data, options.dataSize),
    ...(options.after ?? []),
  ]);
  return chunk('RIFF', body, options.riffSize);
}

/** Encodes 16-bit little-endian samples. */
export function pcm16(samples: Iterable<number>): Uint8Array {
  return new Uint8Array(Int16Array.from(samples).buffer);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Returns a sine of the given peak. */
export function sine(hz: number, sampleRateHz: number, samples: number, peak = 0.5): Float32Array {
  return Float32Array.from(
    { length: samples },
    (_, i) => peak * Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
  );
}
