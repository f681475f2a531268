import type { Readiness } from '../api/types.js';
import { count } from '../words.js';

/** Shows waiting and active jobs by queue. Renders nothing if the API reports no queues. */
export function QueueTable({ queues }: { queues: Readiness['queues'] }) {
  const rows = Object.entries(queues);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="queues">
      <h2 id="queues">Queues</h2>
      <table class="narrow">
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col" class="right">
              Waiting
            </th>
            <th scope="col" class="right">
              Active
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, jobs]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="right">{count((jobs['waiting'] ?? 0) + (jobs['delayed'] ?? 0))}</td>
              <td class="right">{count(jobs['active'] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
