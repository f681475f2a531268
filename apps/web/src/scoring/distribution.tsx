import type { ScoringSummary } from '../api/types.js';
import { BarList } from '../ui/bar-list.js';
import { Empty } from '../ui/note.js';
import { Section } from '../ui/section.js';
import { count, counted, duration, percent } from '../words.js';

interface Props {
  /** Clips by label, from the rows read so far. */
  readonly counts: ReadonlyMap<string, number>;
  /** Uncertain scores among those rows; null if the model has no threshold. */
  readonly uncertain: number | null;
  /** The run's own summary; null until the run ends. */
  readonly summary: ScoringSummary | null;
}

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
    <Section id="distribution" title="Emotions">
      {bars.length === 0 ? (
        <Empty>{summary === null ? 'No clips are scored yet.' : 'No clips could be scored.'}</Empty>
      ) : (
        <BarList caption="Clips by their most probable emotion" head="Clips" bars={bars} />
      )}
      {unsure !== null && bars.length > 0 && (
        <p>
          {count(unsure)} of {counted(sum, 'score')} ({percent(unsure / sum)}) {unsure === 1 ? 'is' : 'are'}{' '}
          uncertain: the model is too unsure to rely on them.
        </p>
      )}
      {summary !== null && bars.length > 0 && (
        <p class="small">
          {counted(summary.scored, 'clip')} with {duration(summary.audioSeconds)} of audio. Each clip is
          counted once, under its most probable label.
        </p>
      )}
    </Section>
  );
}
