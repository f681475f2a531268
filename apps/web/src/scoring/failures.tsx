import { BarList } from '../ui/bar-list.js';
import { count } from '../words.js';

/** Clips without a score, by what was wrong with them; nothing where nothing was. */
export function Failures({ byCode }: { byCode: Readonly<Record<string, number>> }) {
  const entries = Object.entries(byCode).sort(([a, left], [b, right]) => right - left || a.localeCompare(b));
  const most = Math.max(1, ...entries.map(([, clips]) => clips));
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="failures">
      <h2 id="failures">Without a score</h2>
      <BarList
        caption="Clips without a score, by error code"
        head="Clips"
        bars={entries.map(([code, clips]) => ({ label: code, share: clips / most, text: count(clips) }))}
      />
    </section>
  );
}
