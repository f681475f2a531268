import type { SplitName } from '#libs/contracts';

/** A published figure. The models use no pretrained weights unless the text says so. */
export interface Anchor {
  readonly protocol: SplitName;
  readonly what: string;
  readonly metric: 'UAR' | 'accuracy';
  readonly value: number;
  readonly source: string;
}

const EMOBOX = 'EmoBox, Ma et al. 2024';
const LUNA_FOLDS = 'published on the folds of Luna-Jimenez et al.';

type Row = readonly [Anchor['protocol'], Anchor['metric'], value: number, what: string, source: string];

const ROWS: readonly Row[] = [
  [
    'P0',
    'accuracy',
    0.8733,
    "the paper's claim; it equals 131/150, the figure that the paper's base repository logged for pretrained Emotion2Vec features",
    'Yang, Yu, Xu',
  ],
  [
    'P0',
    'accuracy',
    0.687,
    "the base repository's own handcrafted features",
    'base repository of Yang, Yu, Xu',
  ],
  ['P0', 'accuracy', 0.9007, 'TIM-Net, random 10-fold (not the split of P0)', 'Ye et al. 2023'],
  ['P2', 'UAR', 0.7, 'frozen HuBERT-large (pretrained)', EMOBOX],
  ['P2', 'UAR', 0.72, 'frozen WavLM-large (pretrained)', EMOBOX],
  ['P2b', 'UAR', 0.6232, 'ResLSTM-SA, mean of 10 seeds (deviation 0.012, best run 0.6517)', LUNA_FOLDS],
  ['P2b', 'UAR', 0.575, 'one LSTM layer of 64', LUNA_FOLDS],
  ['P4', 'accuracy', 0.77, 'tuned support vector machine, ten speakers', 'literature on Emo-DB'],
];

export const ANCHORS: readonly Anchor[] = ROWS.map(([protocol, metric, value, what, source]) => ({
  protocol,
  metric,
  value,
  what,
  source,
}));
