/** Division of a signal into frames, which the definitions of all kinds with frames share. */
export interface FrameGrid {
  readonly sampleRateHz: number;
  /** Number of samples of the transform. */
  readonly fftLength: number;
  /** Number of samples of the window. */
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
  /** The least power before the logarithm, and whether it is a bound or a term. */
  readonly leastPower?: { readonly power: number; readonly mode: 'clip' | 'add' };
  readonly topDb: number | null;
}

/** A mel grid whose levels are transformed to cepstral coefficients. */
export interface MfccGrid extends MelGrid {
  readonly coefficients: number;
}
