import type { Timeline } from '../api/types.js';
import { clock, percent } from '../words.js';
import { emotionColor } from './emotion-colors.js';
import { Swatch } from './swatch.js';
import {
  listChannels,
  labelsByDuration,
  placeMarks,
  type Stretch,
  type TimelineChannel,
} from './timeline-channels.js';
import { useDrawing } from './use-drawing.js';

interface StripProps {
  readonly timeline: Timeline;
  /** Length of the clip. */
  readonly seconds: number;
  /** The model's labels, in its order. */
  readonly labels: readonly string[];
}

/** Shows the emotions of a clip on the time scale of its waveform: one row per channel, and a time axis. */
export function TimelineStrip({ timeline, seconds, labels }: StripProps) {
  return (
    <>
      {listChannels(timeline).map((channel) => (
        <ChannelRow key={channel.name} channel={channel} seconds={seconds} labels={labels} />
      ))}
      <div class="time-axis" aria-hidden="true">
        {placeMarks(seconds).map((mark) => (
          <span key={mark} style={{ left: `${String((100 * mark) / Math.max(seconds, 0.001))}%` }}>
            {clock(mark).replace(/\.0$/, '')}
          </span>
        ))}
      </div>
    </>
  );
}

export function TimelineLegend({ timeline, labels }: Omit<StripProps, 'seconds'>) {
  return (
    <ul class="legend links" aria-label="Colors of the emotions">
      {labelsByDuration(timeline).map((label) => (
        <li key={label}>
          <Swatch label={label} labels={labels} />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Size of a row's canvas in pixels. Even a short stretch of a long clip is at least one pixel wide. */
const WIDTH = 1800;
const HEIGHT = 28;

interface RowProps {
  readonly channel: TimelineChannel;
  readonly seconds: number;
  readonly labels: readonly string[];
}

function ChannelRow({ channel, seconds, labels }: RowProps) {
  const canvas = useDrawing(
    (place) => drawTimeline(place, channel.stretches, seconds, labels),
    [channel, seconds, labels],
  );
  return (
    <div class="timeline-row">
      <span class="small">{channel.name}</span>
      <canvas
        ref={canvas}
        class="timeline"
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={`Emotions of ${channel.name.toLowerCase()} over time: ${formatShares(channel)}`}
      />
    </div>
  );
}

/** Formats the share of each label, the longest first: `angry 60.0 %, sad 40.0 %`. */
function formatShares({ secondsByLabel, seconds }: TimelineChannel): string {
  return [...secondsByLabel]
    .sort(([, one], [, other]) => other - one)
    .map(([label, own]) => `${label} ${percent(own / Math.max(seconds, 0.001))}`)
    .join(', ');
}

/** Draws the stretches of one channel over the whole canvas in the colors of their labels. Silence stays empty. */
function drawTimeline(
  canvas: HTMLCanvasElement,
  stretches: readonly Stretch[],
  seconds: number,
  labels: readonly string[],
): void {
  const brush = canvas.getContext('2d');
  if (brush === null) return;
  const lightness = getComputedStyle(canvas).getPropertyValue('--emotion-lightness');
  const place = (at: number) => Math.round((canvas.width * at) / Math.max(seconds, 0.001));
  brush.clearRect(0, 0, canvas.width, canvas.height);
  for (const { startSeconds, endSeconds, label } of stretches) {
    const left = place(startSeconds);
    brush.fillStyle = emotionColor(label, labels, lightness);
    brush.fillRect(left, 0, Math.max(1, place(endSeconds) - left), canvas.height);
  }
}
