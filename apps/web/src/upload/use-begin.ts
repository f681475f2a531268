import { useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import type { Run } from '../api/types.js';
import { goTo, hrefs } from '../routes.js';

/** Begins a run once, however often its button is pressed, and goes to its page. */
export function useBegin(begin: () => Promise<Run>) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    try {
      const { id, kind } = await begin();
      goTo(kind === 'scoring' ? hrefs.scoring(id) : hrefs.training(id));
    } catch (reason) {
      setError(messageOf(reason));
    }
    setBusy(false);
  };
  return { isBusy, error, submit: () => void submit() };
}
