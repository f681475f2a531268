import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { API_URL, fetchFrom, messageOf } from '../api/client.js';
import { key } from '../api/key.js';
import { Problem } from '../ui/note.js';

interface Props {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly path: string;
  readonly sizeBytes: number;
  readonly name: string;
}

/** Longer ones are played, but not unpacked for a picture of their waves. */
const MOST_DRAWN_BYTES = 12e6;

/** Plays a clip as it was uploaded. Where no key is needed the browser reads the ranges that it plays. */
export function ClipAudio({ audio, path, sizeBytes, name }: Props) {
  const { url, error } = useAudioUrl(path);
  const [isUnplayable, setUnplayable] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const abort = new AbortController();
    setUnplayable(false);
    if (sizeBytes <= MOST_DRAWN_BYTES) void draw(path, canvas.current, abort.signal);
    return () => abort.abort();
  }, [path]);
  return (
    <div class="audio">
      <canvas ref={canvas} class="wave" width={900} height={140} aria-hidden="true" />
      {error !== null && <Problem message={error} />}
      {url !== null && (
        <audio
          ref={audio}
          controls
          preload="metadata"
          src={url}
          aria-label={`Sound of ${name}`}
          onError={() => setUnplayable(true)}
        />
      )}
      {isUnplayable && <p class="small">This browser cannot play this clip.</p>}
    </div>
  );
}

/** An audio element sends no key, so with one the clip is fetched as a whole. */
function useAudioUrl(path: string): { url: string | null; error: string | null } {
  const secret = key.value;
  const [fetched, setFetched] = useState<{ url: string | null; error: string | null }>({
    url: null,
    error: null,
  });
  useEffect(() => {
    if (secret === null) return;
    const abort = new AbortController();
    let url: string | null = null;
    fetchFrom(path, { signal: abort.signal })
      .then((response) => response.blob())
      .then(
        (blob) => {
          if (abort.signal.aborted) return;
          url = URL.createObjectURL(blob);
          setFetched({ url, error: null });
        },
        (reason: unknown) => {
          if (!abort.signal.aborted) setFetched({ url: null, error: messageOf(reason) });
        },
      );
    return () => {
      abort.abort();
      if (url !== null) URL.revokeObjectURL(url);
      setFetched({ url: null, error: null });
    };
  }, [path, secret]);
  return secret === null ? { url: `${API_URL}${path}`, error: null } : fetched;
}

/** A picture of the sound, if the browser can unpack it; the player works without. */
async function draw(path: string, canvas: HTMLCanvasElement | null, signal: AbortSignal): Promise<void> {
  if (canvas === null) return;
  try {
    const [{ drawWave }, response] = await Promise.all([
      import('./draw-wave.js'),
      fetchFrom(path, { signal }),
    ]);
    await drawWave(canvas, await response.arrayBuffer(), signal);
  } catch {
    canvas.hidden = true;
  }
}
