/** A low-pass between two rates: one row of taps for each position of an output between two inputs. */
export interface PolyphaseFilter {
  /** Rates over their greatest common divisor: `up` outputs for `down` inputs. */
  readonly up: number;
  readonly down: number;
  /** Distance of the first tap before the input at or below an output's position. */
  readonly half: number;
  /** Number of taps in a row, a multiple of 4 (the last ones may be 0). */
  readonly taps: number;
  readonly phases: number;
  /** True if outputs lie between rows; the table then has one row more than `phases`. */
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
