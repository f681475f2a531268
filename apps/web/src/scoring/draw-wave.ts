import { peaksOf } from './peaks.js';

const BARS = 300;

/** Draws the loudness of a clip over its length. @throws when the browser cannot unpack the sound */
export async function drawWave(
  canvas: HTMLCanvasElement,
  bytes: ArrayBuffer,
  signal: AbortSignal,
): Promise<void> {
  const context = new OfflineAudioContext(1, 1, 16_000);
  const sound = await context.decodeAudioData(bytes);
  const brush = canvas.getContext('2d');
  if (signal.aborted || brush === null) return;
  const peaks = peaksOf(sound.getChannelData(0), BARS);
  const [step, middle] = [canvas.width / BARS, canvas.height / 2];
  brush.clearRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = getComputedStyle(canvas).color;
  peaks.forEach((peak, at) => {
    const height = Math.max(1, peak * (canvas.height - 4));
    brush.fillRect(at * step, middle - height / 2, Math.max(1, step - 1), height);
  });
}
