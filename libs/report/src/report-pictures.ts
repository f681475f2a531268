import type { Assessment, EpochMetrics, Evaluation } from '#libs/contracts';
import { barsPicture } from './pictures/bars.js';
import { confusionPicture } from './pictures/confusion.js';
import { curvesPicture } from './pictures/curves.js';
import { reliabilityPicture } from './pictures/reliability.js';
import type { Theme } from './pictures/svg.js';

/** The fields of a training report or a model card that pictures show. A card has no history. */
export interface Pictured {
  readonly labels: readonly string[];
  /** Null if an ensemble was not tested. */
  readonly test: Evaluation | null;
  readonly assessment?: Assessment | undefined;
  readonly history?: readonly EpochMetrics[];
  readonly bestEpoch?: number;
}

type Painter = (report: Pictured, theme: Theme) => string | null;

const PAINTERS = {
  confusion: ({ labels, test }, theme) => test && confusionPicture(labels, test.confusion, theme),
  classes: ({ test }, theme) =>
    test &&
    barsPicture(
      'Precision, recall and F1 by class',
      ['precision', 'recall', 'F1'],
      test.perClass.map(({ label, precision, recall, f1 }) => ({
        name: label,
        values: [precision, recall, f1],
      })),
      theme,
    ),
  curves: ({ history, bestEpoch }, theme) =>
    history === undefined || history.length === 0
      ? null
      : curvesPicture(history, bestEpoch ?? history.length, theme),
  reliability: ({ assessment }, theme) =>
    assessment?.calibration == null ? null : reliabilityPicture(assessment.calibration, theme),
  speakers: ({ assessment }, theme) =>
    assessment === undefined || assessment.speakers.length === 0
      ? null
      : barsPicture(
          'UAR by speaker',
          ['UAR'],
          assessment.speakers.map(({ group, uar }) => ({ name: group, values: [uar] })),
          theme,
        ),
} as const satisfies Record<string, Painter>;

export type PictureName = keyof typeof PAINTERS;
export const PICTURE_NAMES = Object.keys(PAINTERS) as readonly PictureName[];

/** Draws one picture of a report as SVG. Returns null if the report has no data for it. */
export function reportPicture(name: PictureName, report: Pictured, theme: Theme = 'auto'): string | null {
  return PAINTERS[name](report, theme);
}
