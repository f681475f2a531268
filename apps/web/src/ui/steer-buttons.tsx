import { useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { Problem } from './note.js';

export interface Step {
  readonly name: string;
  readonly act: () => Promise<unknown>;
  /** Question to confirm before an action that cannot be undone. */
  readonly question?: string;
}

interface Props {
  readonly steps: readonly Step[];
  readonly onSteered: () => void;
  /** Name of what the buttons act on, for screen readers, if a page has several groups. */
  readonly about?: string;
}

/** Shows buttons that act on a run, one action at a time, and reports refused actions. */
export function SteerButtons({ steps, onSteered, about }: Props) {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const act = async ({ name, act, question }: Step) => {
    if (question !== undefined && !confirm(question)) return;
    setBusy(name);
    setError(null);
    try {
      await act();
      onSteered();
    } catch (reason) {
      setError(messageOf(reason));
    }
    setBusy(null);
  };
  return (
    <div>
      <div class="row">
        {steps.map((step) => (
          <button key={step.name} type="button" disabled={busy !== null} onClick={() => void act(step)}>
            {busy === step.name ? `${step.name} …` : step.name}
            {about !== undefined && <span class="unseen"> {about}</span>}
          </button>
        ))}
      </div>
      {error !== null && <Problem message={error} />}
    </div>
  );
}
