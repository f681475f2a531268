import type { Readiness } from '../api/types.js';
import { Empty, Problem } from '../ui/note.js';
import { Numbers } from '../ui/numbers.js';
import { Section } from '../ui/section.js';
import { Table, type Column } from '../ui/table.js';
import { bytes, count } from '../words.js';

const KINDS = { 'worker-features': 'Features', 'worker-gpu': 'Models' } as const;

const COLUMNS: readonly Column<Readiness['workers'][number]>[] = [
  ['Kind', ({ kind }) => KINDS[kind]],
  ['Process', ({ host, pid }) => `${host} · ${String(pid)}`],
  ['Engine', ({ engine }) => engine?.name ?? '–'],
  ['Clips/s', ({ work }) => (work === undefined ? '–' : count(Math.round(work.clipsPerSecond))), 'right'],
  ['Memory', ({ rssBytes }) => bytes(rssBytes), 'right'],
];

/** Shows the workers that the API knows, and any fault of Redis or the store. */
export function WorkerTable({ readiness }: { readiness: Readiness }) {
  const { status, redis, store, workers } = readiness;
  const faults = [redis, store].flatMap(({ detail }) => detail ?? []);
  return (
    <Section id="workers" title="Workers">
      {faults.map((fault) => (
        <Problem key={fault} message={fault} />
      ))}
      <Load readiness={readiness} />
      {workers.length === 0 ? (
        <Empty>
          {status === 'down'
            ? 'Redis or the store is unreachable.'
            : 'No worker is running. Runs wait until you start one of each kind.'}
        </Empty>
      ) : (
        <Table name="Table of workers" rows={workers} columns={COLUMNS} />
      )}
    </Section>
  );
}

/** Shows the current load: workers, clips per second over all of them, and jobs. */
function Load({ readiness: { workers, queues } }: { readiness: Readiness }) {
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
