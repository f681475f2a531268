import type { ClipPeaks } from '../api/types.js';
import { computeBars } from './bars.js';

const BARS = 300;

/**
 * Draws a clip's waveform in the canvas's color, one channel per row, scaled to the largest peak.
 *
 * wavesurfer.js adds a style element, which the Content-Security-Policy forbids, and decodes clips in the browser,
 * which does not fit hours of audio. Here a feature worker decodes them, and the page draws a few kilobytes of peaks.
 */
export function drawWaves(
  { channels, durationSeconds, secondsEach }: ClipPeaks,
  canvas: HTMLCanvasElement,
): void {
  const brush = canvas.getContext('2d');
  if (brush === null) return;
  const rows = channels.map((peaks) => computeBars(peaks, durationSeconds / secondsEach, BARS));
  const most = Math.max(0.001, ...rows.flat()); // silence is drawn as a line
  const [step, room] = [canvas.width / BARS, canvas.height / Math.max(1, rows.length)];
  brush.clearRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = getComputedStyle(canvas).color;
  rows.forEach((bars, row) => {
    bars.forEach((peak, at) => {
      const height = Math.max(1, (peak / most) * (room - 4));
      brush.fillRect(at * step, (row + 0.5) * room - height / 2, Math.max(1, step - 1), height);
    });
  });
}
