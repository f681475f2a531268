import { emotionColor } from './emotion-colors.js';

interface Props {
  readonly label: string;
  /** The model's labels, in its order. */
  readonly labels: readonly string[];
}

/** A small square in the color that a label has in the timeline; the label is written next to it. */
export function Swatch({ label, labels }: Props) {
  const background = emotionColor(label, labels, 'var(--emotion-lightness)');
  return <span class="swatch" aria-hidden="true" style={{ background }} />;
}
