import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Draws on a canvas, and again when one of the inputs or the color scheme changes. */
export function useDrawing(
  draw: (canvas: HTMLCanvasElement) => void,
  inputs: readonly unknown[],
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => {
      if (canvas.current !== null) draw(canvas.current);
    };
    redraw();
    scheme.addEventListener('change', redraw);
    return () => scheme.removeEventListener('change', redraw);
  }, inputs);
  return canvas;
}
