import type { ComponentChildren, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '../ui/note.js';
import { useAudioUrl } from './audio-url.js';
import { Wave } from './wave.js';

interface Props {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly path: string;
  readonly sizeBytes: number;
  readonly name: string;
  /** Of the clip; null where nothing has read it. */
  readonly seconds: number | null;
  readonly onSeek: (seconds: number) => void;
  /** What stands under the waves, on the same scale. */
  readonly children: ComponentChildren;
}

/** Plays a clip as it was uploaded. A click into the waves plays from there, as the slider of the player does. */
export function ClipAudio({ audio, path, sizeBytes, name, seconds, onSeek, children }: Props) {
  const { url, error } = useAudioUrl(path);
  const [isUnplayable, setUnplayable] = useState(false);
  const [heard, setHeard] = useState(0);
  const length = () => seconds ?? audio.current?.duration ?? 0;
  return (
    <div class="audio">
      <div
        class="track"
        onClick={({ currentTarget, clientX }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          onSeek(((clientX - left) / width) * length());
        }}
      >
        <Wave path={path} sizeBytes={sizeBytes} />
        {children}
        {heard > 0 && (
          <span class="head-line" style={{ left: `${String(Math.min(100, (100 * heard) / length()))}%` }} />
        )}
      </div>
      {error !== null && <Problem message={error} />}
      {url !== null && (
        <audio
          ref={audio}
          controls
          preload="metadata"
          src={url}
          aria-label={`Sound of ${name}`}
          onTimeUpdate={({ currentTarget }) => setHeard(currentTarget.currentTime)}
          onError={() => setUnplayable(true)}
        />
      )}
      {isUnplayable && <p class="small">This browser cannot play this clip.</p>}
    </div>
  );
}
