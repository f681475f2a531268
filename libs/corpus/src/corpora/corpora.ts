import type { CorpusName } from '#libs/contracts';
import type { CorpusLoader } from './corpus-loader.js';
import { cremaD } from './crema-d.js';
import { emodb } from './emodb.js';
import { folder, manifest } from './own.js';
import { ravdessSong, ravdessSpeech } from './ravdess.js';
import { savee } from './savee.js';
import { tess } from './tess.js';

/** All corpora whose labels Serenade can read. */
export const CORPORA: Readonly<Record<CorpusName, CorpusLoader>> = {
  'ravdess-speech': ravdessSpeech,
  'ravdess-song': ravdessSong,
  emodb,
  'crema-d': cremaD,
  tess,
  savee,
  folder,
  manifest,
};
