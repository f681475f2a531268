import type { Readiness } from '../api/types.js';
import { Numbers } from '../ui/numbers.js';
import { count } from '../words.js';

/** How much is going on: workers, clips a second over all of them, and jobs that wait. */
export function Now({ readiness: { workers, queues } }: { readiness: Readiness }) {
  const speed = workers.reduce((sum, { work }) => sum + (work?.clipsPerSecond ?? 0), 0);
  const jobs = (state: string) =>
    Object.values(queues).reduce((sum, counts) => sum + (counts[state] ?? 0), 0);
  return (
    <Numbers
      of={[
        ['Workers', count(workers.length)],
        ['Clips a second now', count(Math.round(speed))],
        ['Jobs waiting', count(jobs('waiting') + jobs('delayed'))],
        ['Jobs under way', count(jobs('active'))],
      ]}
    />
  );
}
