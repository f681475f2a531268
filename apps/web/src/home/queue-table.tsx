import type { Readiness } from '../api/types.js';
import { Section } from '../ui/section.js';
import { Table } from '../ui/table.js';
import { count } from '../words.js';

/** Shows waiting and active jobs by queue. Renders nothing if the API reports no queues. */
export function QueueTable({ queues }: { queues: Readiness['queues'] }) {
  const rows = Object.entries(queues);
  if (rows.length === 0) return null;
  return (
    <Section id="queues" title="Queues">
      <Table
        name="Table of queues"
        rows={rows}
        columns={[
          ['Queue', ([name]) => name],
          ['Waiting', ([, jobs]) => count((jobs['waiting'] ?? 0) + (jobs['delayed'] ?? 0)), 'right'],
          ['Active', ([, jobs]) => count(jobs['active'] ?? 0), 'right'],
        ]}
      />
    </Section>
  );
}
