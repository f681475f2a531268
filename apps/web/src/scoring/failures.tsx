import { BarList } from '../ui/bar-list.js';
import { Section } from '../ui/section.js';
import { count } from '../words.js';

type Counts = Readonly<Record<string, number>>;

/** Shows clips without a score by error code; renders nothing if there are none. */
export function Failures({ byCode }: { byCode: Counts }) {
  return <ByCode id="failures" title="Failed clips" caption="Failed clips by error code" byCode={byCode} />;
}

/** Shows scored clips with a warning by its code; renders nothing if there are none. */
export function Warnings({ byCode }: { byCode: Counts }) {
  return (
    <ByCode
      id="warnings"
      title="Clips with a warning"
      caption="Clips by code of the warning"
      byCode={byCode}
    />
  );
}

interface ByCodeProps {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly byCode: Counts;
}

function ByCode({ id, title, caption, byCode }: ByCodeProps) {
  const entries = Object.entries(byCode).sort(([a, left], [b, right]) => right - left || a.localeCompare(b));
  const most = Math.max(1, ...entries.map(([, clips]) => clips));
  if (entries.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <BarList
        caption={caption}
        head="Clips"
        bars={entries.map(([code, clips]) => ({ label: code, share: clips / most, text: count(clips) }))}
      />
    </Section>
  );
}
