import {
  DOMAIN_GRADES,
  type DomainFigure,
  type DomainGrade,
  type DomainNote,
  type DomainStatistics,
  type SignalFigure,
  type TrainingDomain,
} from '#libs/contracts';
import { writeAdvice, writeSentence } from './domain-words.js';
import { SIGNAL_FIGURES, deviationOf, rangeOf, totalOf, wasserstein } from './signal-counts.js';

/** The largest distances of grades A to D, in standard deviations of the training clips. Grade E lies beyond. */
const GRADE_LIMITS = [0.5, 1, 2, 4] as const;

/** Lower limits for a training's deviations. Without them, training clips that are alike exaggerate differences. */
const LEAST_DEVIATION: Readonly<Record<SignalFigure, number>> = { levelDbfs: 3, snrDb: 3, bandwidthHz: 500 };

/** Expected distance between two clips of one normal distribution, in deviations: 2 / sqrt(pi). */
const CHANCE_BETWEEN_CLIPS = 1.13;
/** Expected distance of one clip from the mean: sqrt(2 / pi). */
const CHANCE_ABOUT_MEAN = 0.8;
/** A coefficient that varies less than this is ignored. Features normalized clip by clip have constant means. */
const LEAST_VARIATION = 1e-6;

/**
 * Grades how far the clips of an archive lie from those a model was trained on. Each figure gets a distance in
 * standard deviations of the training clips, less what chance alone would give this many clips. The note has the
 * worst grade.
 *
 * @param archive null if nothing was measured
 * @param training undefined in cards written before it was measured
 */
export function gradeDomain(
  archive: DomainStatistics | null,
  training: TrainingDomain | undefined,
): DomainNote {
  const clips = archive?.clips ?? 0;
  const figures: DomainFigure[] = [];
  if (archive !== null && training !== undefined && clips > 0) {
    for (const figure of SIGNAL_FIGURES) figures.push(compareSignal(figure, archive, training));
    figures.push(compareFeatures(archive, training));
  }
  const grade = findWorst(figures.flatMap((figure) => figure.grade ?? []));
  const note = { grade, clips, figures };
  return { ...note, sentence: writeSentence(note, training !== undefined), advice: writeAdvice(note) };
}

function compareSignal(
  figure: SignalFigure,
  { signal }: DomainStatistics,
  training: TrainingDomain,
): DomainFigure {
  const [own, known] = [signal[figure], training.signal[figure]];
  const [archive, trained] = [rangeOf(figure, own), rangeOf(figure, known)];
  if (archive === null || trained === null)
    return { figure, archive, training: trained, distance: null, grade: null };
  const deviation = Math.max(LEAST_DEVIATION[figure], deviationOf(figure, known));
  const moved = wasserstein(figure, own, known) / deviation;
  const distance = subtractChance(moved, CHANCE_BETWEEN_CLIPS, totalOf(own));
  return { figure, archive, training: trained, distance, grade: gradeOf(distance) };
}

/** Averages over coefficients how far the archive's mean lies from the training's. */
function compareFeatures({ clips, means }: DomainStatistics, training: TrainingDomain): DomainFigure {
  const shifts = means.flatMap((mean, k) => {
    const [known = 0, deviation = 0] = [training.means[k], training.deviations[k]];
    const isConstant = deviation <= LEAST_VARIATION * Math.max(1, Math.abs(known));
    return isConstant ? [] : Math.abs(mean - known) / deviation;
  });
  const figure = { figure: 'features', archive: null, training: null } as const;
  if (shifts.length === 0) return { ...figure, distance: null, grade: null };
  const shift = shifts.reduce((sum, value) => sum + value, 0) / shifts.length;
  const distance = subtractChance(shift, CHANCE_ABOUT_MEAN, clips);
  return { ...figure, distance, grade: gradeOf(distance) };
}

/** Subtracts the distance expected by chance, and rounds to hundredths. */
function subtractChance(distance: number, chanceOfOne: number, clips: number): number {
  return Math.round(100 * Math.max(0, distance - chanceOfOne / Math.sqrt(clips))) / 100;
}

export function gradeOf(distance: number): DomainGrade {
  const at = GRADE_LIMITS.findIndex((limit) => distance <= limit);
  return DOMAIN_GRADES[at === -1 ? DOMAIN_GRADES.length - 1 : at] ?? 'E';
}

function findWorst(grades: readonly DomainGrade[]): DomainGrade | null {
  return DOMAIN_GRADES.findLast((grade) => grades.includes(grade)) ?? null;
}
