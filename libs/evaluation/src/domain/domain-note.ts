import {
  DOMAIN_GRADES,
  type DomainFigure,
  type DomainGrade,
  type DomainNote,
  type DomainStatistics,
  type SignalFigure,
  type TrainingDomain,
} from '#libs/contracts';
import { adviceOf, sentenceOf } from './domain-words.js';
import { deviationOf, rangeOf, totalOf, wasserstein } from './signal-counts.js';

/** Largest distance of the grades A to D, in standard deviations of the training clips; beyond the last is E. */
const GRADE_LIMITS = [0.5, 1, 2, 4] as const;

/** A training whose clips are all alike would make nothing of everything: its deviations count as at least these. */
const LEAST_DEVIATION: Readonly<Record<SignalFigure, number>> = { levelDbfs: 3, snrDb: 3, bandwidthHz: 500 };

/** How far two clips of one normal distribution lie apart on average, in deviations: 2 / sqrt(pi). */
const CHANCE_BETWEEN_CLIPS = 1.13;
/** How far one lies from the mean: sqrt(2 / pi). */
const CHANCE_ABOUT_MEAN = 0.8;
/** A coefficient that varies less than this, as a share of its mean, says nothing: one that is normalised clip by clip. */
const LEAST_VARIATION = 1e-6;

/**
 * How far the clips of an archive lie from those of a training: of each figure a distance in standard deviations of the
 * training clips, from which goes what chance alone would give as many clips; of it a grade; of the grades the worst.
 *
 * @param archive null where nothing was measured
 * @param training undefined in cards from before it was measured
 */
export function domainNoteOf(
  archive: DomainStatistics | null,
  training: TrainingDomain | undefined,
): DomainNote {
  const clips = archive?.clips ?? 0;
  const figures: DomainFigure[] =
    archive === null || training === undefined || clips === 0
      ? []
      : [
          signalFigure('levelDbfs', archive, training),
          signalFigure('snrDb', archive, training),
          signalFigure('bandwidthHz', archive, training),
          featuresFigure(archive, training),
        ];
  const grade = worst(figures.flatMap((figure) => figure.grade ?? []));
  const note = { grade, clips, figures };
  return { ...note, sentence: sentenceOf(note, training !== undefined), advice: adviceOf(note) };
}

function signalFigure(
  figure: SignalFigure,
  { signal }: DomainStatistics,
  training: TrainingDomain,
): DomainFigure {
  const [own, known] = [signal[figure], training.signal[figure]];
  const [archive, trained] = [rangeOf(figure, own), rangeOf(figure, known)];
  if (archive === null || trained === null)
    return { figure, archive, training: trained, distance: null, grade: null };
  const deviation = Math.max(LEAST_DEVIATION[figure], deviationOf(figure, known));
  const distance = beyondChance(
    wasserstein(figure, own, known) / deviation,
    CHANCE_BETWEEN_CLIPS,
    totalOf(own),
  );
  return { figure, archive, training: trained, distance, grade: gradeOf(distance) };
}

/** The mean over coefficients of how far the archive's mean lies from the training's. */
function featuresFigure({ clips, means }: DomainStatistics, training: TrainingDomain): DomainFigure {
  const shifts = means.flatMap((mean, k) => {
    const [known = 0, deviation = 0] = [training.means[k], training.deviations[k]];
    const isConstant = deviation <= LEAST_VARIATION * Math.max(1, Math.abs(known));
    return isConstant ? [] : Math.abs(mean - known) / deviation;
  });
  const figure = { figure: 'features', archive: null, training: null } as const;
  if (shifts.length === 0) return { ...figure, distance: null, grade: null };
  const shift = shifts.reduce((sum, value) => sum + value, 0) / shifts.length;
  const distance = beyondChance(shift, CHANCE_ABOUT_MEAN, clips);
  return { ...figure, distance, grade: gradeOf(distance) };
}

/** In hundredths. */
function beyondChance(distance: number, chanceOfOne: number, clips: number): number {
  return Math.round(100 * Math.max(0, distance - chanceOfOne / Math.sqrt(clips))) / 100;
}

export function gradeOf(distance: number): DomainGrade {
  const at = GRADE_LIMITS.findIndex((limit) => distance <= limit);
  return DOMAIN_GRADES[at === -1 ? DOMAIN_GRADES.length - 1 : at] ?? 'E';
}

function worst(grades: readonly DomainGrade[]): DomainGrade | null {
  return DOMAIN_GRADES.findLast((grade) => grades.includes(grade)) ?? null;
}
