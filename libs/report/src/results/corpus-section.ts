import type { Row } from './rows.js';

export function corpusSection(rows: readonly Row[]): string {
  const lines = new Set(
    rows.flatMap(({ report }) =>
      report.checks.map(({ corpus, clips, publishedClips, missingSpeakers }) => {
        if (publishedClips === null) return `- \`${corpus}\`: ${clips} clips.`;
        const whole = clips === publishedClips ? 'all' : `${clips} of its`;
        const absent =
          missingSpeakers.length === 0 ? '' : ` Speakers missing: ${missingSpeakers.join(', ')}.`;
        return `- \`${corpus}\`: ${whole} ${publishedClips} published clips.${absent}`;
      }),
    ),
  );
  return [...lines].sort().join('\n');
}
