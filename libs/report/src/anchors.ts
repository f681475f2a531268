import type { SplitName } from '#libs/contracts';

/** A published figure. The models use no pretrained weights unless the text says so. */
export interface Anchor {
  readonly protocol: SplitName;
  readonly what: string;
  readonly metric: 'UAR' | 'accuracy';
  readonly value: number;
  readonly source: string;
}

const PAPER = 'Yang, Yu, Xu';
const EMOBOX = 'EmoBox, Ma et al. 2024';
const LUNA_FOLDS = 'published on the folds of Luna-Jimenez et al.';

const CLAIM =
  "the paper's claim; it equals 131/150, the figure that the paper's base repository logged for pretrained Emotion2Vec features";
const HANDCRAFTED = "the base repository's own handcrafted features";
const RES_LSTM = 'ResLSTM-SA, mean of 10 seeds (deviation 0.012, best run 0.6517)';

export const ANCHORS: readonly Anchor[] = [
  accuracy('P0', 0.8733, CLAIM, PAPER),
  accuracy('P0', 0.687, HANDCRAFTED, `base repository of ${PAPER}`),
  accuracy('P0', 0.9007, 'TIM-Net, random 10-fold (not the split of P0)', 'Ye et al. 2023'),
  uar('P2', 0.7, 'frozen HuBERT-large (pretrained)', EMOBOX),
  uar('P2', 0.72, 'frozen WavLM-large (pretrained)', EMOBOX),
  uar('P2b', 0.6232, RES_LSTM, LUNA_FOLDS),
  uar('P2b', 0.575, 'one LSTM layer of 64', LUNA_FOLDS),
  accuracy('P4', 0.77, 'tuned support vector machine, ten speakers', 'literature on Emo-DB'),
];

function accuracy(protocol: SplitName, value: number, what: string, source: string): Anchor {
  return { protocol, metric: 'accuracy', value, what, source };
}

function uar(protocol: SplitName, value: number, what: string, source: string): Anchor {
  return { protocol, metric: 'UAR', value, what, source };
}
