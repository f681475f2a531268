import type { FrameGrid } from './frame-grid.js';

/**
 * Computes the periodic Hann window, `0.5 - 0.5 cos(2 pi n / length)`, as in scipy.signal.get_window('hann', length,
 * fftbins=True).
 */
export function periodicHann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));
}

/**
 * The window within an FFT frame: in its middle when frames are centred (librosa pads `win_length` to `n_fft` so),
 * at its start when they are not, so that frame k begins on sample k * hop. Power does not depend on that place.
 */
export function frameWindow({ fftLength, winLength, framing }: FrameGrid): Float64Array {
  const window = new Float64Array(fftLength);
  const spare = fftLength - winLength;
  const start = framing === 'left' ? 0 : Math.floor(spare / 2);
  window.set(periodicHann(winLength), start);
  return window;
}
