import type { CorpusName, Utterance } from '#libs/contracts';
import { CORPORA } from './corpora/corpora.js';
import { getLabelMap } from './label-maps.js';

/** Options that choose the labels of clips. */
export interface LabelOptions {
  /** Name of a map in `LABEL_MAPS`. Default: none for one corpus, `shared@1` for several. */
  readonly labelMap?: string | null;
  /** Labels whose clips are dropped. */
  readonly leaveOut?: readonly string[];
}

/** Chooses the label map: the requested one, or the default if corpora are joined. */
export function resolveLabelMap(
  corpora: readonly CorpusName[],
  asked: string | null | undefined,
): string | null {
  return asked ?? (corpora.length > 1 ? 'shared@1' : null);
}

/**
 * Renames labels by the map and drops unwanted ones. For several corpora, it also drops labels that are not in all of
 * them. It then prefixes speakers and texts with their cast, and twins with their corpus, so that equal names in
 * different corpora stay distinct.
 */
export function relabel(
  corpora: readonly CorpusName[],
  utterances: readonly Utterance[],
  { labelMap, leaveOut = [] }: LabelOptions,
): Utterance[] {
  const name = resolveLabelMap(corpora, labelMap);
  const map = name === null ? {} : getLabelMap(name).labels;
  const renamed = utterances.flatMap((utterance): Utterance[] => {
    const names = map[utterance.corpus] ?? {};
    const label = Object.hasOwn(names, utterance.label) ? names[utterance.label] : utterance.label;
    return label == null || leaveOut.includes(label) ? [] : [{ ...utterance, label }];
  });
  if (corpora.length === 1) return renamed;
  const labelsOf = corpora.map(
    (corpus) => new Set(renamed.filter((utterance) => utterance.corpus === corpus).map(({ label }) => label)),
  );
  return renamed.filter(({ label }) => labelsOf.every((labels) => labels.has(label))).map(scopeToCast);
}

function scopeToCast(utterance: Utterance): Utterance {
  const { cast } = CORPORA[utterance.corpus];
  const addScope = (scope: string, value: string | null) => (value === null ? null : `${scope}:${value}`);
  return {
    ...utterance,
    speaker: addScope(cast, utterance.speaker),
    text: addScope(cast, utterance.text),
    twinGroup: addScope(utterance.corpus, utterance.twinGroup),
  };
}
