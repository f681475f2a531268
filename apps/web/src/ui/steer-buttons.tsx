import { useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { Problem } from './note.js';

export interface Step {
  readonly name: string;
  readonly act: () => Promise<unknown>;
  /** Asked before, where what is done cannot be taken back. */
  readonly question?: string;
}

interface Props {
  readonly steps: readonly Step[];
  readonly onSteered: () => void;
  /** What they are about, for a screen reader, where a page has several. */
  readonly about?: string;
}

/** Buttons that steer a run; one at a time, and what is refused is told. */
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
