import type { Readiness } from '../api/types.js';
import { Numbers } from '../ui/numbers.js';
import { count } from '../words.js';

/** Shows the current load: workers, clips per second over all of them, and jobs. */
export function Now({ readiness: { workers, queues } }: { readiness: Readiness }) {
  const speed = workers.reduce((sum, { work }) => sum + (work?.clipsPerSecond ?? 0), 0);
  const jobs = (state: string) =>
    Object.values(queues).reduce((sum, counts) => sum + (counts[state] ?? 0), 0);
  return (
    <Numbers
      of={[
        ['Workers', count(workers.length)],
        ['Clips per second', count(Math.round(speed))],
        ['Waiting jobs', count(jobs('waiting') + jobs('delayed'))],
        ['Active jobs', count(jobs('active'))],
      ]}
    />
  );
}
