import type { Assessment } from '#libs/contracts';
import { percent, share, table } from './markdown.js';

/** Builds the card's sections on calibration, abstention and recall by speaker and gender. */
export function assessmentSections(assessment: Assessment, labels: readonly string[]): string[] {
  const { calibration, conformal, abstention, speakers, genders } = assessment;
  return [
    '## Calibration and abstention',
    ...(calibration === null
      ? ['No temperature was fitted: the split has no validation part.']
      : [
          `Temperature ${share(calibration.temperature, 2)}, fitted on ${calibration.fittedOn} validation clips: ECE ${share(calibration.before.ece)} -> ${share(calibration.after.ece)}, Brier ${share(calibration.before.brier)} -> ${share(calibration.after.brier)} on test clips.`,
        ]),
    ...(conformal === null
      ? []
      : [
          `Conformal sets at ${percent(conformal.wantedCoverage)}: every label with a probability of ${share(conformal.threshold)} or more. They contain the truth for ${percent(conformal.testCoverage)} of test clips and have ${share(conformal.meanSetSize, 2)} labels on average.`,
        ]),
    ...(abstention === null
      ? []
      : [
          `Abstain below ${share(abstention.threshold)}: ${percent(abstention.testAnswered)} of test clips get an answer, and ${percent(abstention.testAccuracyAnswered)} of the answers are right. The threshold applies to calibrated probabilities.`,
        ]),
    ...(speakers.length === 0 ? [] : [groupTable('speaker', speakers, labels)]),
    ...(genders.length === 0 ? [] : [groupTable('gender', genders, labels)]),
  ];
}

function groupTable(name: string, groups: Assessment['speakers'], labels: readonly string[]): string {
  const formatRecall = (recall: number | null) => (recall === null ? '' : share(recall, 2));
  return table(
    [name, 'clips', 'accuracy', 'UAR', ...labels.map((label) => `recall ${label}`)],
    groups.map(({ group, clips, accuracy, uar, recalls }) => [
      group,
      String(clips),
      share(accuracy),
      share(uar),
      ...recalls.map(formatRecall),
    ]),
  );
}
