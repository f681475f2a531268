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
