import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly url: string;
  readonly name: string;
  /** Requests a new address when this one may have expired; null if that is impossible. */
  readonly renew: (() => void) | null;
  readonly onHeard: (seconds: number) => void;
}

/** Shows the browser's audio player. A new address of the same clip continues at the same position. */
export function Player({ audio, url, name, renew, onHeard }: Props) {
  const [isUnplayable, setUnplayable] = useState(false);
  /** True once this address worked. An address that never worked is not renewed, because a new one would fail too. */
  const hasWorked = useRef(false);
  /** True if the user wants playback. Chromium pauses on errors, and every browser pauses on a new address. */
  const isToPlay = useRef(false);
  useLayoutEffect(() => {
    const element = audio.current;
    if (element === null) return;
    const { currentTime } = element; // setting the address resets it
    hasWorked.current = false;
    setUnplayable(false);
    element.src = url;
    if (currentTime > 0) element.currentTime = currentTime;
    if (isToPlay.current) void element.play().catch(() => undefined); // the note below reports clips that cannot be played
  }, [url]);
  const fail = ({ currentTarget: { error } }: { currentTarget: HTMLAudioElement }) => {
    const mayHaveRunOut = hasWorked.current && error?.code !== MediaError.MEDIA_ERR_DECODE;
    if (mayHaveRunOut && renew !== null) renew();
    else setUnplayable(true);
  };
  return (
    <>
      <audio
        ref={audio}
        controls
        preload="metadata"
        aria-label={`Audio of ${name}`}
        onPlay={() => (isToPlay.current = true)}
        onPause={({ currentTarget }) => (isToPlay.current &&= currentTarget.error !== null)}
        onCanPlay={() => (hasWorked.current = true)}
        onTimeUpdate={({ currentTarget }) => onHeard(currentTarget.currentTime)}
        onError={fail}
      />
      {isUnplayable && <p class="small">This browser cannot play this clip.</p>}
    </>
  );
}
