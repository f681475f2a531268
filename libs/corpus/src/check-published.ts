import type { CorpusCheck, CorpusName, Utterance } from '#libs/contracts';
import { CORPORA } from './corpora/corpora.js';

/**
 * Compares the clips of each corpus with the published counts, by label and speaker. A part of a corpus is valid, but
 * readers of its figures must know that it is one.
 */
export function checkPublished(
  corpora: readonly CorpusName[],
  utterances: readonly Utterance[],
): CorpusCheck[] {
  return corpora.map((corpus) => {
    const own = utterances.filter((utterance) => utterance.corpus === corpus);
    const { published } = CORPORA[corpus];
    if (published === null) {
      const similarLabels = findSimilarLabels(own);
      const similar = similarLabels.length === 0 ? {} : { similarLabels };
      return { corpus, clips: own.length, publishedClips: null, labels: [], missingSpeakers: [], ...similar };
    }
    const found = new Set(own.map(({ speaker }) => speaker));
    const labels = Object.entries(published.labels).map(([label, count]) => ({
      label,
      published: count,
      found: own.filter((utterance) => utterance.label === label).length,
    }));
    return {
      corpus,
      clips: own.length,
      publishedClips: Object.values(published.labels).reduce((sum, count) => sum + count, 0),
      labels: labels.filter(({ published: wanted, found: has }) => wanted !== has),
      missingSpeakers: published.speakers.filter((speaker) => !found.has(speaker)),
    };
  });
}

/** Groups labels that differ only in case or spaces, which are probably one label with a spelling error. */
function findSimilarLabels(utterances: readonly Utterance[]): string[][] {
  const groups = new Map<string, Set<string>>();
  for (const { label } of utterances) {
    const key = label
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, '');
    groups.set(key, (groups.get(key) ?? new Set()).add(label));
  }
  return [...groups.values()].filter(({ size }) => size > 1).map((labels) => [...labels].sort());
}

/** Describes each incomplete corpus in one sentence, and labels that are probably spelling errors. */
export function describeChecks(checks: readonly CorpusCheck[]): string[] {
  return checks.flatMap(({ corpus, clips, publishedClips, labels, missingSpeakers, similarLabels = [] }) => {
    if (similarLabels.length > 0)
      return similarLabels.map(
        (similar) =>
          `The labels ${similar.map((label) => `"${label}"`).join(' and ')} differ only in case or spaces, but are classes of their own. Rename the folders to make them one.`,
      );
    if (publishedClips === null || (labels.length === 0 && missingSpeakers.length === 0)) return [];
    const by = labels.map(({ label, published, found }) => `${label} ${found} of ${published}`).join(', ');
    const absent = missingSpeakers.length === 0 ? '' : `; speakers missing: ${missingSpeakers.join(', ')}`;
    return [`${corpus} has ${clips} of its ${publishedClips} published clips (${by}${absent}).`];
  });
}
