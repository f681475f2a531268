import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { ClipView } from '../api/types.js';
import { Problem } from '../ui/note.js';
import { useAudioUrl } from './audio-url.js';
import { Player } from './player.js';
import { TimelineLegend, TimelineStrip } from './timeline-strip.js';
import { Waves } from './waves.js';

interface Props {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly runId: string;
  readonly view: ClipView;
  /** The model's labels, in its order. */
  readonly labels: readonly string[];
  readonly onSeek: (seconds: number) => void;
}

/** Plays a clip as uploaded. A click on the waveform or the timeline plays from there, like the player's slider. */
export function ClipAudio({ audio, runId, view, labels, onSeek }: Props) {
  const { clip, name, audioUrl, score, timeline } = view;
  const { url, error, renew } = useAudioUrl(runId, clip, audioUrl);
  const [heard, setHeard] = useState(0);
  const length = () => score?.durationSeconds ?? audio.current?.duration ?? 0; // only scored clips have a known duration
  return (
    <div class="audio">
      <div
        class="track"
        onClick={({ currentTarget, clientX }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          onSeek(((clientX - left) / width) * length());
        }}
      >
        <Waves runId={runId} clip={clip} isFaulty={view.error !== null} />
        {score !== null && timeline !== null && (
          <TimelineStrip timeline={timeline} seconds={score.durationSeconds} labels={labels} />
        )}
        {heard > 0 && (
          <span class="head-line" style={{ left: `${String(Math.min(100, (100 * heard) / length()))}%` }} />
        )}
      </div>
      {score !== null && timeline !== null && <TimelineLegend timeline={timeline} labels={labels} />}
      {error !== null && <Problem message={error} />}
      {url !== null && <Player audio={audio} url={url} name={name} renew={renew} onHeard={setHeard} />}
    </div>
  );
}
