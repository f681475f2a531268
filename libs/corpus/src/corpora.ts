import type { CorpusName } from '#libs/contracts';
import type { CorpusLoader } from './corpus-loader.js';
import { emodb } from './emodb.js';
import { folder } from './folder.js';
import { ravdessSpeech } from './ravdess-speech.js';

export type { CorpusLoader } from './corpus-loader.js';

/** Every corpus that Serenade can read labels of. */
export const CORPORA: Readonly<Record<CorpusName, CorpusLoader>> = {
  'ravdess-speech': ravdessSpeech,
  emodb,
  folder,
};
