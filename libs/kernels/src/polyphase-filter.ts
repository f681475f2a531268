/** A low-pass between two rates, one row of taps for each place of an output between two inputs. */
export interface PolyphaseFilter {
  /** Rates over their greatest common divisor: `up` outputs for `down` inputs. */
  readonly up: number;
  readonly down: number;
  /** Inputs before the one at or below an output's place that the first tap meets. */
  readonly half: number;
  /** Taps a row, a multiple of 4 (the last ones may be 0). */
  readonly taps: number;
  readonly phases: number;
  /** Whether outputs lie between rows: then there is one row more than `phases`. */
  readonly isInterpolated: boolean;
  readonly table: Float64Array; // [phases, taps], or [phases + 1, taps] when interpolated
}

/** 16-bit little-endian samples within the bytes of a file. */
export interface Pcm16 {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly frames: number;
  readonly channels: 1 | 2;
}
