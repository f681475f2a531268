import { BarList } from '../ui/bar-list.js';
import { Section } from '../ui/section.js';
import { count } from '../words.js';

/** Shows clips without a score by error code; renders nothing if there are none. */
export function Failures({ byCode }: { byCode: Readonly<Record<string, number>> }) {
  const entries = Object.entries(byCode).sort(([a, left], [b, right]) => right - left || a.localeCompare(b));
  const most = Math.max(1, ...entries.map(([, clips]) => clips));
  if (entries.length === 0) return null;
  return (
    <Section id="failures" title="Failed clips">
      <BarList
        caption="Failed clips by error code"
        head="Clips"
        bars={entries.map(([code, clips]) => ({ label: code, share: clips / most, text: count(clips) }))}
      />
    </Section>
  );
}
