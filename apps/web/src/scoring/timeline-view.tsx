import type { Timeline } from '../api/types.js';
import { clock, count, percent } from '../words.js';

const MOST_SHOWN = 200;
const ROW_REM = 1.75;

interface StripProps {
  readonly timeline: Timeline;
  /** Duration of the clip. */
  readonly seconds: number;
  /** The model's labels in order; each has its own color. */
  readonly labels: readonly string[];
}

/** Draws the clip's timeline under its waveform. The list of stretches gives the same information as text. */
export function TimelineStrip({ timeline: { stretches }, seconds, labels }: StripProps) {
  const length = Math.max(seconds, 0.001);
  const rows = 1 + Math.max(0, ...stretches.map(({ channel }) => channel ?? 0));
  return (
    <div class="timeline" aria-hidden="true" style={{ height: `${String(ROW_REM * rows)}rem` }}>
      {stretches.slice(0, MOST_SHOWN).map(({ startSeconds, endSeconds, channel, label }, at) => (
        <span
          key={at}
          title={label}
          style={{
            '--hue': String(hueOf(label, labels)),
            left: `${String((100 * startSeconds) / length)}%`,
            width: `${String((100 * (endSeconds - startSeconds)) / length)}%`,
            top: `${String(ROW_REM * (channel ?? 0))}rem`,
          }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

/** Hues of the color circle; labels of other corpora are spread evenly. */
const HUES: Readonly<Record<string, number>> = {
  angry: 5,
  disgust: 95,
  fearful: 285,
  happy: 48,
  sad: 215,
  calm: 170,
  surprised: 325,
  neutral: 245,
};

function hueOf(label: string, labels: readonly string[]): number {
  return HUES[label] ?? (360 * Math.max(0, labels.indexOf(label))) / Math.max(1, labels.length);
}

interface ListProps {
  readonly timeline: Timeline;
  readonly onSeek: (seconds: number) => void;
}

/** Lists the stretches of a clip; each one can be played. */
export function TimelineList({ timeline: { stretches, changes }, onSeek }: ListProps) {
  return (
    <>
      <h3>Timeline</h3>
      <p class="small">
        {changes === 0
          ? 'The label does not change.'
          : `The label changes ${changes === 1 ? 'once' : `${count(changes)} times`}.`}
        {stretches.length > MOST_SHOWN && ` The first ${count(MOST_SHOWN)} stretches are shown.`}
      </p>
      <ol class="stretches">
        {stretches
          .slice(0, MOST_SHOWN)
          .map(({ startSeconds, endSeconds, channel, label, meanProbability }, at) => (
            <li key={at}>
              <button type="button" class="quiet" onClick={() => onSeek(startSeconds)}>
                <span class="unseen">Play from </span>
                {clock(startSeconds)} – {clock(endSeconds)}
              </button>{' '}
              {channel !== null && `channel ${String(channel + 1)}: `}
              {label} <span class="small">{percent(meanProbability)}</span>
            </li>
          ))}
      </ol>
    </>
  );
}
