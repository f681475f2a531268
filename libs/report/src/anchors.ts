import type { SplitName } from '#libs/contracts';

/** A published figure. The models use no pretrained weights unless the text says so. */
export interface Anchor {
  readonly protocol: SplitName;
  readonly what: string;
  readonly metric: 'UAR' | 'accuracy';
  readonly value: number;
  readonly source: string;
}

export const ANCHORS: readonly Anchor[] = [
  {
    protocol: 'P0',
    what: "the paper's claim; it equals 131/150, which its base repository logged for pretrained Emotion2Vec features",
    metric: 'accuracy',
    value: 0.8733,
    source: 'Yang, Yu, Xu',
  },
  {
    protocol: 'P0',
    what: "the base repository's own handcrafted features",
    metric: 'accuracy',
    value: 0.687,
    source: 'base repository of Yang, Yu, Xu',
  },
  {
    protocol: 'P0',
    what: 'TIM-Net, random 10-fold (not the split of P0)',
    metric: 'accuracy',
    value: 0.9007,
    source: 'Ye et al. 2023',
  },
  {
    protocol: 'P2',
    what: 'frozen HuBERT-large (pretrained)',
    metric: 'UAR',
    value: 0.7,
    source: 'EmoBox, Ma et al. 2024',
  },
  {
    protocol: 'P2',
    what: 'frozen WavLM-large (pretrained)',
    metric: 'UAR',
    value: 0.72,
    source: 'EmoBox, Ma et al. 2024',
  },
  {
    protocol: 'P2b',
    what: 'ResLSTM-SA, mean of 10 seeds (deviation 0.012, best run 0.6517)',
    metric: 'UAR',
    value: 0.6232,
    source: 'published on the folds of Luna-Jimenez et al.',
  },
  {
    protocol: 'P2b',
    what: 'one LSTM layer of 64',
    metric: 'UAR',
    value: 0.575,
    source: 'published on the folds of Luna-Jimenez et al.',
  },
  {
    protocol: 'P4',
    what: 'tuned support vector machine, ten speakers',
    metric: 'accuracy',
    value: 0.77,
    source: 'literature on Emo-DB',
  },
];
