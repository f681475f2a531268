import { useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { goTo } from '../routes.js';

/**
 * Starts something once, however often the button is pressed, and goes to its page.
 *
 * @param begin returns the address of the page
 */
export function useBegin(begin: () => Promise<string>) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    try {
      goTo(await begin());
    } catch (reason) {
      setError(messageOf(reason));
    }
    setBusy(false);
  };
  return { isBusy, error, submit: () => void submit() };
}
