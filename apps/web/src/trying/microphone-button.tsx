import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { record, type Recording } from './microphone.js';

/** A recording ends automatically after this time, which is far more than an emotion needs. */
const LONGEST_SECONDS = 30;

interface Props {
  readonly onRecorded: (wav: Blob) => void;
  readonly onError: (message: string | null) => void;
}

/** Records until the button is pressed again. */
export function MicrophoneButton({ onRecorded, onError }: Props) {
  const recording = useRef<Recording | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);

  const begin = async () => {
    onError(null);
    try {
      recording.current = await record();
      setSeconds(0);
    } catch (error) {
      onError(`The microphone is not available: ${messageOf(error)}`);
    }
  };
  const end = async () => {
    const ended = recording.current;
    recording.current = null;
    setSeconds(null);
    if (ended !== null) onRecorded(await ended.stop());
  };

  useEffect(() => {
    if (seconds === null) return;
    const timer = setTimeout(() => {
      if (seconds + 1 >= LONGEST_SECONDS) void end();
      else setSeconds(seconds + 1);
    }, 1_000);
    return () => clearTimeout(timer);
  }, [seconds]);
  // Recording stops when the user leaves the page.
  useEffect(() => () => void recording.current?.stop(), []);

  return (
    <div class="field">
      <span class="label" id="microphone">
        Microphone
      </span>
      <button
        type="button"
        class={seconds === null ? 'main' : ''}
        aria-describedby="microphone"
        onClick={() => void (seconds === null ? begin() : end())}
      >
        {seconds === null ? 'Record' : `Stop and score (${String(seconds)} s)`}
      </button>
    </div>
  );
}
