import { emotionColor } from './emotion-colors.js';

interface Props {
  readonly label: string;
  /** Those of the model, in its order. */
  readonly labels: readonly string[];
}

/** A small square in the color that a label has in the timeline; the label is written next to it. */
export function Swatch({ label, labels }: Props) {
  const { hue, saturation } = emotionColor(label, labels);
  const style = { '--hue': String(hue), '--saturation': `${String(saturation)}%` };
  return <span class="swatch" aria-hidden="true" style={style} />;
}
