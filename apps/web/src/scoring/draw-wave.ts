import { peaksOf } from './peaks.js';

const BARS = 300;

/**
 * Unpacks a clip, and gives what draws its loudness over its length in the canvas's colour.
 * @throws when the browser cannot unpack the sound
 */
export async function waveOf(bytes: ArrayBuffer): Promise<(canvas: HTMLCanvasElement) => void> {
  const context = new OfflineAudioContext(1, 1, 16_000);
  const sound = await context.decodeAudioData(bytes);
  const peaks = peaksOf(sound.getChannelData(0), BARS);
  return (canvas) => {
    const brush = canvas.getContext('2d');
    if (brush === null) return;
    const [step, middle] = [canvas.width / BARS, canvas.height / 2];
    brush.clearRect(0, 0, canvas.width, canvas.height);
    brush.fillStyle = getComputedStyle(canvas).color;
    peaks.forEach((peak, at) => {
      const height = Math.max(1, peak * (canvas.height - 4));
      brush.fillRect(at * step, middle - height / 2, Math.max(1, step - 1), height);
    });
  };
}
