import type { ScoringSummary } from '../api/types.js';
import { BarList } from '../ui/bar-list.js';
import { Empty } from '../ui/note.js';
import { count, counted, duration, percent } from '../words.js';

interface Props {
  /** Clips by label, of the rows that were read. */
  readonly counts: ReadonlyMap<string, number>;
  /** What the run says itself; null until it is over. */
  readonly summary: ScoringSummary | null;
}

/** Clips by their most probable emotion. */
export function Distribution({ counts, summary }: Props) {
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
      {summary !== null && bars.length > 0 && (
        <p class="small">
          {counted(summary.scored, 'clip')} with {duration(summary.audioSeconds)} of sound. Each counts for
          its most probable label.
        </p>
      )}
    </section>
  );
}
