import type { CorpusCheck, CorpusName, Utterance } from '#libs/contracts';
import { CORPORA } from './corpora/corpora.js';

/**
 * Compares what was found of each corpus with what it is published as, label by label and speaker by speaker. Nothing
 * is refused: a part of a corpus is a corpus, but whoever reads its figures must know.
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

/** One sentence a corpus that is not whole; none for those that are. */
export function describeChecks(checks: readonly CorpusCheck[]): string[] {
  return checks.flatMap(({ corpus, clips, publishedClips, labels, missingSpeakers }) => {
    if (publishedClips === null || (labels.length === 0 && missingSpeakers.length === 0)) return [];
    const by = labels.map(({ label, published, found }) => `${label} ${found} of ${published}`).join(', ');
    const absent = missingSpeakers.length === 0 ? '' : `; speakers missing: ${missingSpeakers.join(', ')}`;
    return [`${corpus} has ${clips} of its published ${publishedClips} clips (${by}${absent}).`];
  });
}
