/** How a signal is cut into frames; what the definitions of all kinds that have frames agree on. */
export interface FrameGrid {
  readonly sampleRateHz: number;
  /** Samples that are transformed. */
  readonly fftLength: number;
  /** Samples under the window. */
  readonly winLength: number;
  readonly hopLength: number;
  readonly framing: 'centred-reflect' | 'centred-zero' | 'left';
  readonly spanSeconds: number | null;
}

/** A grid with mel filters over its power spectra. What is left out is librosa's default. */
export interface MelGrid extends FrameGrid {
  readonly melBands: number;
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly melScale?: 'slaney' | 'htk';
  readonly melNorm?: 'slaney' | 'peak';
  /** The least power that has a logarithm, and whether it is a bound or a term. */
  readonly leastPower?: { readonly power: number; readonly mode: 'clip' | 'add' };
  readonly topDb: number | null;
}

/** A mel grid whose levels are transformed to cepstral coefficients. */
export interface MfccGrid extends MelGrid {
  readonly coefficients: number;
}
