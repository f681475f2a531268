/** Hues in degrees. Other labels are spread evenly over the color circle. */
const HUES: Readonly<Record<string, number>> = {
  angry: 5,
  happy: 48,
  disgust: 95,
  calm: 165,
  sad: 215,
  fearful: 275,
  surprised: 325,
  neutral: 230,
};

/**
 * Returns the CSS color of a label.
 *
 * @param labels those of the model, in its order
 * @param lightness the value of `--emotion-lightness`, which depends on the color scheme
 */
export function emotionColor(label: string, labels: readonly string[], lightness: string): string {
  const own = (360 * Math.max(0, labels.indexOf(label))) / Math.max(1, labels.length);
  const saturation = label === 'neutral' ? 8 : 65; // percent; nearly gray differs from the blue of sad
  return `hsl(${String(HUES[label] ?? own)} ${String(saturation)}% ${lightness})`;
}
