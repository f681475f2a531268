import { useEffect, useRef, useState } from 'preact/hooks';

const ANNOUNCE_EVERY_MS = 10_000;

/** Announces progress to screen readers: urgent text at once, other text at most every ten seconds. */
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
    const waitMs = Math.max(0, last.current + ANNOUNCE_EVERY_MS - Date.now());
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
