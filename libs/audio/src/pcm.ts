/** Facts that a decoder knows before its first sample. */
export interface PcmFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Number of samples per channel that the container promises; null if it makes no promise. */
  readonly frames: number | null;
}

/**
 * Receives the output of a decoder piece by piece, so that no decoder holds a whole clip. Both methods may throw to stop
 * the decoder: a clip is too long, a sample is not a number, or the decoder takes too long.
 */
export interface PcmSink {
  /** The decoder calls this once, before any sample. */
  open(format: PcmFormat): void;
  /** Receives one array per channel, all of one length. The decoder reuses them after the call. */
  push(channels: readonly Float32Array[]): void;
}
