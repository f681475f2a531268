import { useState } from 'preact/hooks';
import type { Timeline } from '../api/types.js';
import { Table, type Column } from '../ui/table.js';
import { clock, count, duration, percent } from '../words.js';
import { Swatch } from './swatch.js';
import { listChannels, labelsByDuration, type TimelineChannel } from './timeline-channels.js';

interface Props {
  readonly timeline: Timeline;
  /** The model's labels, in its order. */
  readonly labels: readonly string[];
  readonly onSeek: (seconds: number) => void;
}

/** Lists how long each emotion lasts in each channel, and all stretches. A click on a stretch plays it. */
export function TimelineList({ timeline, labels, onSeek }: Props) {
  const channels = listChannels(timeline);
  const { changes } = timeline;
  const showLabel = (label: string) => (
    <>
      <Swatch label={label} labels={labels} />
      {label}
    </>
  );
  return (
    <>
      <h3>Timeline</h3>
      <Table
        class="durations"
        name="Time by emotion and channel, scrolling"
        rows={labelsByDuration(timeline)}
        columns={[
          ['Emotion', showLabel],
          ...channels.map(({ name, secondsByLabel, seconds }): Column<string> => [
            name,
            (label) => formatShare(secondsByLabel.get(label), seconds),
            'right',
          ]),
        ]}
      >
        <caption>Time by emotion and channel</caption>
      </Table>
      <p class="small">
        {changes === 0
          ? 'The label does not change.'
          : `The label changes ${changes === 1 ? 'once' : `${count(changes)} times`}.`}
      </p>
      {channels.map((channel) => (
        <ChannelStretches key={channel.name} channel={channel} onSeek={onSeek} />
      ))}
    </>
  );
}

function formatShare(own: number | undefined, all: number): string {
  if (own === undefined) return '–';
  const length = own < 60 ? `${own.toFixed(1)} s` : duration(own);
  return `${length}, ${percent(own / Math.max(all, 0.001))}`;
}

const SHOWN_AT_ONCE = 100;

interface StretchesProps {
  readonly channel: TimelineChannel;
  readonly onSeek: (seconds: number) => void;
}

function ChannelStretches({ channel: { name, stretches }, onSeek }: StretchesProps) {
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  return (
    <section aria-label={`Stretches of ${name.toLowerCase()}`}>
      <h4>{name}</h4>
      <ol class="stretches">
        {stretches.slice(0, shown).map(({ startSeconds, endSeconds, label, meanProbability }) => (
          <li key={startSeconds}>
            <button type="button" class="quiet" onClick={() => onSeek(startSeconds)}>
              <span class="unseen">Play from </span>
              {clock(startSeconds)} – {clock(endSeconds)}
            </button>{' '}
            {label} <span class="small">{percent(meanProbability)}</span>
          </li>
        ))}
      </ol>
      {shown < stretches.length && (
        <button type="button" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          Show more of {count(stretches.length)}
        </button>
      )}
    </section>
  );
}
