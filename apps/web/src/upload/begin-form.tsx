import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { goTo } from '../routes.js';
import { Problem } from '../ui/note.js';

interface Props {
  readonly action: string;
  /** Starts a run or an evaluation, and returns the address of its page. */
  readonly begin: () => Promise<string>;
  readonly children: ComponentChildren;
}

/** A form that starts a run once, even if the user presses its button twice, and then opens the run's page. */
export function BeginForm({ action, begin, children }: Props) {
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
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      {error !== null && <Problem message={error} />}
      <button type="submit" class="main" disabled={isBusy}>
        {isBusy ? 'Starting …' : action}
      </button>
    </form>
  );
}
