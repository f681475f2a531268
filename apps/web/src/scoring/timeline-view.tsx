import type { Timeline } from '../api/types.js';
import { clock, count, percent } from '../words.js';

interface Props {
  readonly timeline: Timeline;
  /** Length of the clip. */
  readonly seconds: number;
  readonly onSeek: (seconds: number) => void;
}

const MOST_SHOWN = 200;

/** What the clip says over its length; a stretch can be listened to. */
export function TimelineView({ timeline: { stretches, changes }, seconds, onSeek }: Props) {
  const length = Math.max(seconds, ...stretches.slice(-10).map(({ endSeconds }) => endSeconds), 0.001);
  const shown = stretches.slice(0, MOST_SHOWN);
  return (
    <>
      <h3>Timeline</h3>
      <div class="timeline" aria-hidden="true">
        {shown.map(({ startSeconds, endSeconds, channel, label }, at) => (
          <span
            key={at}
            style={{
              left: `${String((100 * startSeconds) / length)}%`,
              width: `${String((100 * (endSeconds - startSeconds)) / length)}%`,
              top: `${String(1.75 * (channel ?? 0))}rem`,
            }}
          >
            {label}
          </span>
        ))}
      </div>
      <p class="small">
        {changes === 0 ? 'The label stays the same.' : `The label changes ${count(changes)} times.`}
        {stretches.length > MOST_SHOWN && ` The first ${count(MOST_SHOWN)} stretches are shown.`}
      </p>
      <ol class="stretches">
        {shown.map(({ startSeconds, endSeconds, channel, label, meanProbability }, at) => (
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
