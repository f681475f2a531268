import type { DomainFigure, DomainGrade, DomainNote, SignalFigure } from '#libs/contracts';

type Noted = Pick<DomainNote, 'grade' | 'clips' | 'figures'>;

/** Below this, a note is a hint. */
const FEW_CLIPS = 20;

const OPENINGS: Readonly<Record<DomainGrade, string>> = {
  A: 'The clips are like those that the model was trained on',
  B: 'The clips are much like those that the model was trained on',
  C: 'The clips differ from those that the model was trained on',
  D: 'The clips differ much from those that the model was trained on',
  E: 'The clips are far from those that the model was trained on',
};

/** The note in one sentence, and one more where few clips were compared. */
export function sentenceOf({ grade, clips, figures }: Noted, isTrainingKnown: boolean): string {
  if (grade === null)
    return isTrainingKnown
      ? 'How far the clips lie from those that the model was trained on is not known: none was measured.'
      : 'How far the clips lie from those that the model was trained on is not known: its card does not tell what those were like.';
  const remarks = remarksOf(figures.filter(isFar));
  const few = clips < FEW_CLIPS ? ` Only ${clips} ${clips === 1 ? 'clip was' : 'clips were'} compared.` : '';
  return `${OPENINGS[grade]}${remarks.length === 0 ? '' : `: ${remarks.join('; ')}`}.${few}`;
}

/** What to do: as much as the grade asks for, and what helps against the figures that are far. */
export function adviceOf({ grade, figures }: Noted): string {
  if (grade === null) return 'Listen to some clips of each label before you rely on the counts.';
  if (grade === 'A') return "Expect about the rates of the model's card.";
  if (grade === 'B') return "Expect the rates of the model's card, or somewhat less.";
  const remedies = figures.filter(isFar).flatMap(({ figure }) => REMEDIES[figure] ?? []);
  const first =
    grade === 'C'
      ? 'Listen to some clips of each label before you rely on the counts.'
      : "Do not rely on the model's rates here: label some of these clips, and test it on them or train another.";
  return [first, ...remedies].join(' ');
}

const REMEDIES: Readonly<Partial<Record<DomainFigure['figure'], string>>> = {
  levelDbfs:
    'A model whose feature set brings all clips to one level (levelDbfs) does not hear the difference.',
  snrDb: 'A model trained with noise as augmentation bears more of it.',
  bandwidthHz: 'Train on clips of the same band: telephone calls for telephone calls.',
};

function isFar({ grade }: DomainFigure): boolean {
  return grade !== null && grade > 'B';
}

interface Wording {
  readonly less: string;
  readonly more: string;
  /** Where the middle is the same and the rest is not. */
  readonly other: string;
  readonly text: (archive: string, training: string) => string;
}

const WORDINGS: Readonly<Record<SignalFigure, Wording>> = {
  levelDbfs: {
    less: 'quieter',
    more: 'louder',
    other: 'of other levels',
    text: (archive, training) => `${archive} dBFS, in training ${training}`,
  },
  snrDb: {
    less: 'noisier',
    more: 'less noisy',
    other: 'otherwise noisy',
    text: (archive, training) => `speech ${archive} dB above the noise, in training ${training}`,
  },
  bandwidthHz: {
    less: 'narrower in band',
    more: 'wider in band',
    other: 'of other bandwidths',
    text: (archive, training) => `up to ${archive} Hz, in training ${training}`,
  },
};

function remarksOf(figures: readonly DomainFigure[]): string[] {
  const signal = figures.flatMap(signalRemark);
  const features = figures.flatMap(({ figure, distance }) =>
    figure === 'features' && distance !== null
      ? `their features lie ${distance.toFixed(1)} standard deviations away`
      : [],
  );
  return [...(signal.length === 0 ? [] : [`they are ${listed(signal)}`]), ...features];
}

function signalRemark({ figure, archive, training }: DomainFigure): string[] {
  if (figure === 'features' || archive === null || training === null) return [];
  const { less, more, other, text } = WORDINGS[figure];
  const difference = archive.median - training.median;
  const word = difference === 0 ? other : difference < 0 ? less : more;
  const [own, known] = [archive.median, training.median].map((value) => value.toLocaleString('en'));
  return [`${word} (${text(own ?? '', known ?? '')})`];
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
