import type { DomainFigure, DomainGrade, DomainNote, SignalFigure } from '#libs/contracts';

type Noted = Pick<DomainNote, 'grade' | 'clips' | 'figures'>;

/** With fewer clips than this, the note says so. */
const FEW_CLIPS = 20;

const OPENINGS: Readonly<Record<DomainGrade, string>> = {
  A: "The clips are similar to the model's training data",
  B: "The clips are mostly similar to the model's training data",
  C: "The clips differ from the model's training data",
  D: "The clips differ strongly from the model's training data",
  E: "The clips are far from the model's training data",
};

/** Writes the note as one sentence, and adds a second one if few clips were compared. */
export function writeSentence({ grade, clips, figures }: Noted, isTrainingKnown: boolean): string {
  if (grade === null)
    return isTrainingKnown
      ? 'The distance to the training data is unknown: no clip of this archive was measured.'
      : "The distance to the training data is unknown: the model's card does not describe its training clips.";
  const remarks = listRemarks(figures.filter(isFar));
  const few = clips < FEW_CLIPS ? ` Only ${clips} ${clips === 1 ? 'clip was' : 'clips were'} compared.` : '';
  return `${OPENINGS[grade]}${remarks.length === 0 ? '' : `: ${remarks.join('; ')}`}.${few}`;
}

/** Writes the advice for a grade, with remedies for the figures that are far off. */
export function writeAdvice({ grade, figures }: Noted): string {
  if (grade === null) return 'Listen to some clips of each label before you rely on the counts.';
  if (grade === 'A') return "Expect about the accuracy in the model's card.";
  if (grade === 'B') return "Expect the accuracy in the model's card, or somewhat less.";
  const remedies = figures.filter(isFar).flatMap(({ figure }) => REMEDIES[figure] ?? []);
  const first =
    grade === 'C'
      ? 'Listen to some clips of each label before you rely on the counts.'
      : 'Do not rely on these scores. Label about 100 of these clips and test the model on them, or train on recordings like these.';
  return [first, ...remedies].join(' ');
}

const REMEDIES: Readonly<Partial<Record<DomainFigure['figure'], string>>> = {
  levelDbfs: 'A feature set that normalizes the level (levelDbfs) removes the difference in level.',
  snrDb: 'A model trained with noise augmentation tolerates more noise.',
  bandwidthHz: 'Train on clips of the same bandwidth: telephone calls for telephone calls.',
};

function isFar({ grade }: DomainFigure): boolean {
  return grade !== null && grade > 'B';
}

interface Wording {
  readonly less: string;
  readonly more: string;
  /** Used when the medians are equal and the distributions differ. */
  readonly other: string;
  readonly text: (archive: string, training: string) => string;
}

const WORDINGS: Readonly<Record<SignalFigure, Wording>> = {
  levelDbfs: {
    less: 'quieter',
    more: 'louder',
    other: 'different in level',
    text: (archive, training) => `${archive} dBFS, in training ${training}`,
  },
  snrDb: {
    less: 'noisier',
    more: 'less noisy',
    other: 'different in noise',
    text: (archive, training) => `speech ${archive} dB above the noise, in training ${training}`,
  },
  bandwidthHz: {
    less: 'narrower in bandwidth',
    more: 'wider in bandwidth',
    other: 'different in bandwidth',
    text: (archive, training) => `up to ${archive} Hz, in training ${training}`,
  },
};

function listRemarks(figures: readonly DomainFigure[]): string[] {
  const signal = figures.flatMap(describeSignal);
  const features = figures.flatMap(({ figure, distance }) =>
    figure === 'features' && distance !== null
      ? `their features lie ${distance.toFixed(1)} standard deviations away`
      : [],
  );
  return [...(signal.length === 0 ? [] : [`they are ${joinWithAnd(signal)}`]), ...features];
}

function describeSignal({ figure, archive, training }: DomainFigure): string[] {
  if (figure === 'features' || archive === null || training === null) return [];
  const { less, more, other, text } = WORDINGS[figure];
  const difference = archive.median - training.median;
  const word = difference === 0 ? other : difference < 0 ? less : more;
  const [own, known] = [archive.median, training.median].map((value) => value.toLocaleString('en'));
  return [`${word} (${text(own ?? '', known ?? '')})`];
}

function joinWithAnd(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
