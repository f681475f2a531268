import { parseRecipe, type Recipe } from '#libs/contracts';

interface TinyNetwork {
  readonly recipe: Recipe;
  readonly shape: { readonly frames: number; readonly coefficients: number };
  /** True if the network is also tested on clips of different lengths. */
  readonly isRagged: boolean;
}

const LSTM = { units: 3, dropout: 0.2 };
const SHAPE = { frames: 8, coefficients: 4 };

function tiny(options: object, isRagged = false, shape = SHAPE): TinyNetwork {
  const training = {
    epochs: 1,
    batchSize: 4,
    optimizer: 'adam',
    learningRate: { schedule: 'constant', peak: 0.01 },
    validationShare: 0,
    keep: 'last',
  };
  return { recipe: parseRecipe({ ...training, ...options }), shape, isRagged };
}

/** Every architecture at its smallest. */
export const TINY_NETWORKS: readonly TinyNetwork[] = [
  tiny({ architecture: 'dual-lstm', ...LSTM }),
  tiny({ architecture: 'single-lstm', ...LSTM }),
  tiny({ architecture: 'peephole-lstm', ...LSTM }),
  tiny({ architecture: 'last-step', ...LSTM }, true),
  tiny({ architecture: 'bilstm-attention', ...LSTM, attentionUnits: 2 }, true),
  tiny({ architecture: 'residual-lstm', ...LSTM, attentionUnits: 2 }, true),
  tiny({ architecture: 'tcn', filters: 3, blocks: 3, spatialDropout: 0.2 }, true),
  tiny({ architecture: 'conv-attention', spatialDropout: 0.2, dropout: 0.2 }, false, {
    frames: 8,
    coefficients: 16,
  }),
  tiny({ architecture: 'conv-transformer', width: 4, heads: 2, layers: 1, dropout: 0.2 }, true),
  tiny({ architecture: 'mlp-312', hidden: [5, 4], dropout: 0.2 }),
  tiny({ architecture: 'logistic' }),
  tiny({ architecture: 'residual-lstm', ...LSTM, attentionUnits: 2, members: 2 }, true),
];
