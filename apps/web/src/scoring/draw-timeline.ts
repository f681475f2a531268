import { emotionColor } from './emotion-colors.js';
import type { Stretch } from './timeline-channels.js';

/** Draws the stretches of one channel over the whole canvas in the colors of their labels. Silence stays empty. */
export function drawTimeline(
  canvas: HTMLCanvasElement,
  stretches: readonly Stretch[],
  seconds: number,
  labels: readonly string[],
): void {
  const brush = canvas.getContext('2d');
  if (brush === null) return;
  const lightness = getComputedStyle(canvas).getPropertyValue('--emotion-lightness');
  const place = (at: number) => Math.round((canvas.width * at) / Math.max(seconds, 0.001));
  brush.clearRect(0, 0, canvas.width, canvas.height);
  for (const { startSeconds, endSeconds, label } of stretches) {
    const { hue, saturation } = emotionColor(label, labels);
    const left = place(startSeconds);
    brush.fillStyle = `hsl(${String(hue)} ${String(saturation)}% ${lightness})`;
    brush.fillRect(left, 0, Math.max(1, place(endSeconds) - left), canvas.height);
  }
}
