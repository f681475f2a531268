import type { ScoringSummary } from '../api/types.js';
import { BarList } from '../ui/bar-list.js';
import { Empty } from '../ui/note.js';
import { count, counted, duration, percent } from '../words.js';

interface Props {
  /** Clips by label, of the rows that were read. */
  readonly counts: ReadonlyMap<string, number>;
  /** Of those rows, clips whose score is uncertain; null where the model has no threshold. */
  readonly uncertain: number | null;
  /** What the run says itself; null until it is over. */
  readonly summary: ScoringSummary | null;
}

/** Clips by their most probable emotion. */
export function Distribution({ counts, uncertain, summary }: Props) {
  const unsure = summary === null ? uncertain : (summary.uncertain ?? null);
  const entries = summary === null ? [...counts] : Object.entries(summary.labels);
  const sum = entries.reduce((total, [, clips]) => total + clips, 0);
  const most = Math.max(1, ...entries.map(([, clips]) => clips));
  const bars = entries
    .sort(([a, left], [b, right]) => right - left || a.localeCompare(b))
    .map(([label, clips]) => ({
      label,
      share: clips / most,
      text: `${count(clips)} (${percent(clips / sum)})`,
    }));
  return (
    <section aria-labelledby="distribution">
      <h2 id="distribution">Emotions</h2>
      {bars.length === 0 ? (
        <Empty>
          <p>{summary === null ? 'No clip is scored yet.' : 'No clip could be scored.'}</p>
        </Empty>
      ) : (
        <BarList caption="Clips by their most probable emotion" head="Clips" bars={bars} />
      )}
      {unsure !== null && bars.length > 0 && (
        <p>
          {counted(unsure, 'score')} ({percent(unsure / sum)}) {unsure === 1 ? 'is' : 'are'} uncertain: below
          the probability from which on the model is right often enough.
        </p>
      )}
      {summary !== null && bars.length > 0 && (
        <p class="small">
          {counted(summary.scored, 'clip')} with {duration(summary.audioSeconds)} of sound. Each counts for
          its most probable label.
        </p>
      )}
    </section>
  );
}
