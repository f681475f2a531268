import { API_URL, ask } from '../api/client.js';
import { key } from '../api/key.js';
import { useLoaded } from '../api/use-loaded.js';

interface AudioUrl {
  /** Null until there is a ticket, where one is needed. */
  readonly url: string | null;
  readonly error: string | null;
  /** Asks for another ticket, and so for another address; null where there is nothing to ask for. */
  readonly renew: (() => void) | null;
}

/**
 * Where an audio element finds a clip, of which it reads the ranges that it plays. It sends no key: where one is needed, a
 * ticket stands in the address, which opens this clip alone and for minutes.
 */
export function useAudioUrl(runId: string, clip: number, path: string): AudioUrl {
  const isOpen = key.value === null;
  const params = { params: { path: { id: runId, clip } } };
  const ticket = useLoaded(path, (signal) =>
    isOpen
      ? Promise.resolve(null)
      : ask((client) => client.POST('/v1/scoring-runs/{id}/clips/{clip}/audio-ticket', params), signal),
  );
  const plain = `${API_URL}${path}`;
  if (isOpen) return { url: plain, error: null, renew: null };
  const given = ticket.data?.ticket ?? null;
  return {
    url: given === null ? null : `${plain}?ticket=${given}`,
    error: ticket.error,
    renew: ticket.reload,
  };
}
