import type { ComponentChildren, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { ClipView } from '../api/types.js';
import { Problem } from '../ui/note.js';
import { useAudioUrl } from './audio-url.js';
import { Player } from './player.js';
import { Waves } from './waves.js';

interface Props {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly runId: string;
  readonly view: ClipView;
  readonly onSeek: (seconds: number) => void;
  /** Content under the waveform, on the same time scale. */
  readonly children: ComponentChildren;
}

/** Plays a clip as uploaded. A click on the waveform plays from there, like the player's slider. */
export function ClipAudio({ audio, runId, view, onSeek, children }: Props) {
  const { clip, name, audioUrl, score } = view;
  const { url, error, renew } = useAudioUrl(runId, clip, audioUrl);
  const [heard, setHeard] = useState(0);
  const length = () => score?.durationSeconds ?? audio.current?.duration ?? 0; // a clip without a score has no known duration
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
        {children}
        {heard > 0 && (
          <span class="head-line" style={{ left: `${String(Math.min(100, (100 * heard) / length()))}%` }} />
        )}
      </div>
      {error !== null && <Problem message={error} />}
      {url !== null && <Player audio={audio} url={url} name={name} renew={renew} onHeard={setHeard} />}
    </div>
  );
}
