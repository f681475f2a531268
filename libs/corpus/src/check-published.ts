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
      return { corpus, clips: own.length, publishedClips: null, labels: [], missingSpeakers: [] };
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

/** Describes each incomplete corpus in one sentence; complete corpora get none. */
export function describeChecks(checks: readonly CorpusCheck[]): string[] {
  return checks.flatMap(({ corpus, clips, publishedClips, labels, missingSpeakers }) => {
    if (publishedClips === null || (labels.length === 0 && missingSpeakers.length === 0)) return [];
    const by = labels.map(({ label, published, found }) => `${label} ${found} of ${published}`).join(', ');
    const absent = missingSpeakers.length === 0 ? '' : `; speakers missing: ${missingSpeakers.join(', ')}`;
    return [`${corpus} has ${clips} of its ${publishedClips} published clips (${by}${absent}).`];
  });
}
