import { useEffect, useState } from 'preact/hooks';
import { API_URL, fetchFrom, messageOf } from '../api/client.js';
import { key } from '../api/key.js';

interface AudioUrl {
  readonly url: string | null;
  readonly error: string | null;
}

/**
 * Where an audio element finds a clip. It sends no key, so with one the clip is fetched as a whole; without, the browser
 * reads the ranges that it plays.
 */
export function useAudioUrl(path: string): AudioUrl {
  const secret = key.value;
  const [fetched, setFetched] = useState<AudioUrl>({ url: null, error: null });
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
