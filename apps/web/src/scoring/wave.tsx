import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fetchFrom } from '../api/client.js';

/** Longer ones are played, but not unpacked for a picture of their waves. */
const MOST_DRAWN_BYTES = 12e6;

/** A picture of the sound, if the browser can unpack it; the player works without. */
export function Wave({ path, sizeBytes }: { path: string; sizeBytes: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [paint, setPaint] = useState<((canvas: HTMLCanvasElement) => void) | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setPaint(null);
    if (sizeBytes <= MOST_DRAWN_BYTES)
      load(path, abort.signal).then(
        (loaded) => abort.signal.aborted || setPaint(() => loaded),
        () => undefined,
      );
    return () => abort.abort();
  }, [path]);
  useLayoutEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const draw = () => canvas.current && paint?.(canvas.current);
    draw();
    scheme.addEventListener('change', draw);
    return () => scheme.removeEventListener('change', draw);
  }, [paint]);
  return (
    <canvas ref={canvas} class="wave" width={900} height={140} aria-hidden="true" hidden={paint === null} />
  );
}

async function load(path: string, signal: AbortSignal): Promise<(canvas: HTMLCanvasElement) => void> {
  const [{ waveOf }, response] = await Promise.all([import('./draw-wave.js'), fetchFrom(path, { signal })]);
  return waveOf(await response.arrayBuffer());
}
