/** The division of a signal into frames. All definitions with frames share it. */
export interface FrameGrid {
  readonly sampleRateHz: number;
  /** The number of samples in the transform. */
  readonly fftLength: number;
  /** The number of samples in the window. */
  readonly winLength: number;
  readonly hopLength: number;
  readonly framing: 'centred-reflect' | 'centred-zero' | 'left';
  readonly spanSeconds: number | null;
}

/** A grid with mel filters over its power spectra. Omitted fields have librosa's defaults. */
export interface MelGrid extends FrameGrid {
  readonly melBands: number;
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly melScale?: 'slaney' | 'htk';
  readonly melNorm?: 'slaney' | 'peak';
  /** The least power before the logarithm: a lower bound (`clip`) or an added term (`add`). */
  readonly leastPower?: { readonly power: number; readonly mode: 'clip' | 'add' };
  readonly topDb: number | null;
}

/** A mel grid whose levels are transformed to cepstral coefficients. */
export interface MfccGrid extends MelGrid {
  readonly coefficients: number;
}

/**
 * Computes the periodic Hann window, `0.5 - 0.5 cos(2 pi n / length)`, as in scipy.signal.get_window('hann', length,
 * fftbins=True).
 */
export function periodicHann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));
}

/**
 * Computes the window of an FFT frame and pads it with zeros to `fftLength`. The window is in the middle of a centered
 * frame, as in librosa. It is at the start of other frames, so that frame k begins on sample k * hop. The position does
 * not change the power.
 */
export function frameWindow({ fftLength, winLength, framing }: FrameGrid): Float64Array {
  const window = new Float64Array(fftLength);
  const spare = fftLength - winLength;
  const start = framing === 'left' ? 0 : Math.floor(spare / 2);
  window.set(periodicHann(winLength), start);
  return window;
}
