import type { CorpusName, Utterance } from '#libs/contracts';
import { CORPORA } from './corpora/corpora.js';
import { labelMapNamed } from './label-maps.js';

/** Which labels clips are learned under. */
export interface LabelOptions {
  /** Names a map of `LABEL_MAPS`. Default: none for one corpus, `shared@1` for several. */
  readonly labelMap?: string | null;
  /** Labels whose clips are left out. */
  readonly leaveOut?: readonly string[];
}

/** Which map is used when none is asked for: corpora that are put together need one. */
export function labelMapOf(corpora: readonly CorpusName[], asked: string | null | undefined): string | null {
  return asked ?? (corpora.length > 1 ? 'shared@1' : null);
}

/**
 * Renames labels by the map, leaves out those that are not wanted and, of several corpora, those that not every one
 * has; and tells the speakers, twins and texts of different casts apart.
 */
export function relabel(
  corpora: readonly CorpusName[],
  utterances: readonly Utterance[],
  { labelMap, leaveOut = [] }: LabelOptions,
): Utterance[] {
  const name = labelMapOf(corpora, labelMap);
  const map = name === null ? {} : labelMapNamed(name).labels;
  const renamed = utterances.flatMap((utterance): Utterance[] => {
    const names = map[utterance.corpus] ?? {};
    const label = Object.hasOwn(names, utterance.label) ? names[utterance.label] : utterance.label;
    return label == null || leaveOut.includes(label) ? [] : [{ ...utterance, label }];
  });
  if (corpora.length === 1) return renamed;
  const labelsOf = corpora.map(
    (corpus) => new Set(renamed.filter((utterance) => utterance.corpus === corpus).map(({ label }) => label)),
  );
  return renamed.filter(({ label }) => labelsOf.every((labels) => labels.has(label))).map(toldApart);
}

function toldApart(utterance: Utterance): Utterance {
  const { cast } = CORPORA[utterance.corpus];
  const within = (scope: string, value: string | null) => (value === null ? null : `${scope}:${value}`);
  return {
    ...utterance,
    speaker: within(cast, utterance.speaker),
    text: within(cast, utterance.text),
    twinGroup: within(utterance.corpus, utterance.twinGroup),
  };
}
