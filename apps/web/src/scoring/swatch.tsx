import { emotionColor } from './emotion-colors.js';

/** A small square in the color that a label has in the timeline; the label is written next to it. */
export function Swatch({ label, labels }: { label: string; labels: readonly string[] }) {
  const background = emotionColor(label, labels, 'var(--emotion-lightness)');
  return <span class="swatch" aria-hidden="true" style={{ background }} />;
}
