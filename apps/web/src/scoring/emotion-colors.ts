/** Angles of the color circle. Labels of other corpora share it evenly. */
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

/** Percent. Neutral is nearly gray, so that it stays apart from sad. */
const SATURATION = 65;
const SATURATIONS: Readonly<Record<string, number>> = { neutral: 8 };

/** Hue and saturation of a label; its lightness depends on the color scheme: `--emotion-lightness`. */
export interface EmotionColor {
  readonly hue: number;
  readonly saturation: number;
}

/** @param labels those of the model, in its order */
export function emotionColor(label: string, labels: readonly string[]): EmotionColor {
  const own = (360 * Math.max(0, labels.indexOf(label))) / Math.max(1, labels.length);
  return { hue: HUES[label] ?? own, saturation: SATURATIONS[label] ?? SATURATION };
}
