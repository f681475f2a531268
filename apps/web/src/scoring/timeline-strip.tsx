import type { Timeline } from '../api/types.js';
import { clock, percent } from '../words.js';
import { emotionColor } from './emotion-colors.js';
import { Swatch } from './swatch.js';
import {
  channelsOf,
  labelsByDuration,
  marksOf,
  type Stretch,
  type TimelineChannel,
} from './timeline-channels.js';
import { useDrawing } from './use-drawing.js';

interface StripProps {
  readonly timeline: Timeline;
  /** Length of the clip. */
  readonly seconds: number;
  /** Those of the model, in its order. */
  readonly labels: readonly string[];
}

/** The emotions of a clip over its length, on the scale of the waves above: one row per channel, a time axis, a legend. */
export function TimelineStrip({ timeline, seconds, labels }: StripProps) {
  return (
    <>
      {channelsOf(timeline).map((channel) => (
        <ChannelRow key={channel.name} channel={channel} seconds={seconds} labels={labels} />
      ))}
      <div class="time-axis" aria-hidden="true">
        {marksOf(seconds).map((mark) => (
          <span key={mark} style={{ left: `${String((100 * mark) / Math.max(seconds, 0.001))}%` }}>
            {clock(mark).replace(/\.0$/, '')}
          </span>
        ))}
      </div>
      <ul class="legend" aria-label="Colors of the emotions">
        {labelsByDuration(timeline).map((label) => (
          <li key={label}>
            <Swatch label={label} labels={labels} />
            {label}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Pixels of a row's canvas: short stretches of a long clip are one or more wide. */
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
        aria-label={`Emotions of ${channel.name.toLowerCase()} over time: ${sharesOf(channel)}`}
      />
    </div>
  );
}

/** `angry 60.0 %, sad 40.0 %`, the longest first. */
function sharesOf({ secondsByLabel, seconds }: TimelineChannel): string {
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
    const { hue, saturation } = emotionColor(label, labels);
    const left = place(startSeconds);
    brush.fillStyle = `hsl(${String(hue)} ${String(saturation)}% ${lightness})`;
    brush.fillRect(left, 0, Math.max(1, place(endSeconds) - left), canvas.height);
  }
}
