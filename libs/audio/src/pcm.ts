/** What a decoder knows before its first sample. */
export interface PcmFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Samples a channel that the container promises; null where it makes no promise. */
  readonly frames: number | null;
}

/**
 * Where a decoder puts what it decodes, piece by piece, so that no decoder ever holds a clip. Both methods may throw
 * to stop the decoder: a clip that is too long, a sample that is no number, a decoder that takes too long.
 */
export interface PcmSink {
  /** Called once, before any sample. */
  open(format: PcmFormat): void;
  /** One array a channel, all of one length; they belong to the decoder again when this returns. */
  push(channels: readonly Float32Array[]): void;
}
