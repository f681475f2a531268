import { API_URL, ask } from '../api/client.js';
import { key } from '../api/key.js';
import { useLoaded } from '../api/use-loaded.js';

interface AudioUrl {
  /** Null until the required ticket arrives. */
  readonly url: string | null;
  readonly error: string | null;
  /** Requests a new ticket, and so a new address; null if no ticket is needed. */
  readonly renew: (() => void) | null;
}

/**
 * Returns an address from which an audio element can stream a clip. Audio elements send no key, so the address
 * contains a ticket that gives access to this clip for a few minutes.
 */
export function useAudioUrl(runId: string, clip: number, path: string): AudioUrl {
  const isOpen = key.value === null;
  const params = { id: runId, clip };
  const ticket = useLoaded(path, (signal) =>
    isOpen
      ? Promise.resolve(null)
      : ask('POST /v1/scoring-runs/{id}/clips/{clip}/audio-ticket', { params, signal }),
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
