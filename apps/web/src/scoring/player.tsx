import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly url: string;
  readonly name: string;
  /** Brings another address, where this one may have run out; null where it cannot. */
  readonly renew: (() => void) | null;
  readonly onHeard: (seconds: number) => void;
}

/** The browser's own player. Another address of the same sound goes on where the one before was. */
export function Player({ audio, url, name, renew, onHeard }: Props) {
  const [isUnplayable, setUnplayable] = useState(false);
  /** Whether something was heard of this address: one that never worked is not asked for again and again. */
  const hasWorked = useRef(false);
  /** What was last wanted: Chromium pauses at an error, and a new address pauses everywhere. */
  const isToPlay = useRef(false);
  useLayoutEffect(() => {
    const element = audio.current;
    if (element === null) return;
    const { currentTime } = element; // setting the address forgets it
    hasWorked.current = false;
    setUnplayable(false);
    element.src = url;
    if (currentTime > 0) element.currentTime = currentTime;
    if (isToPlay.current) void element.play().catch(() => undefined); // what cannot be played is told below
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
        aria-label={`Sound of ${name}`}
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
