import { useEffect, useRef, useState } from 'preact/hooks';

const SAID_EVERY_MS = 10_000;

/** Tells a screen reader how it stands: what is urgent at once, the rest every ten seconds at most. */
export function Announce({ text, urgent }: { text: string; urgent: string }) {
  const [said, setSaid] = useState('');
  const last = useRef(0);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    last.current = Date.now();
    setSaid(`${urgent}. ${latest.current}`);
  }, [urgent]);
  useEffect(() => {
    const waitMs = Math.max(0, last.current + SAID_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      last.current = Date.now();
      setSaid(latest.current);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="unseen" aria-live="polite">
      {said}
    </p>
  );
}
