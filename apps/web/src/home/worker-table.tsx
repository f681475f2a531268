import type { Readiness } from '../api/types.js';
import { Now } from './now.js';
import { Empty, Problem } from '../ui/note.js';
import { bytes, count } from '../words.js';

const KINDS = { 'worker-features': 'Features', 'worker-gpu': 'Models' } as const;

/** Shows the workers that the API knows, and any fault of Redis or the store. */
export function WorkerTable({ readiness }: { readiness: Readiness }) {
  const { status, redis, store, workers } = readiness;
  const faults = [redis, store].flatMap(({ detail }) => detail ?? []);
  return (
    <section aria-labelledby="workers">
      <h2 id="workers">Workers</h2>
      {faults.map((fault) => (
        <Problem key={fault} message={fault} />
      ))}
      <Now readiness={readiness} />
      {workers.length === 0 ? (
        <Empty>
          <p>
            {status === 'down'
              ? 'Redis or the store is unreachable.'
              : 'No worker is running. Runs wait until you start one of each kind.'}
          </p>
        </Empty>
      ) : (
        <div class="scroll" role="region" aria-label="Table of workers" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Kind</th>
                <th scope="col">Process</th>
                <th scope="col">Engine</th>
                <th scope="col" class="right">
                  Clips/s
                </th>
                <th scope="col" class="right">
                  Memory
                </th>
              </tr>
            </thead>
            <tbody>
              {workers.map(({ id, kind, pid, host, engine, work, rssBytes }) => (
                <tr key={id}>
                  <th scope="row">{KINDS[kind]}</th>
                  <td>
                    {host} · {pid}
                  </td>
                  <td>{engine?.name ?? '–'}</td>
                  <td class="right">{work === undefined ? '–' : count(Math.round(work.clipsPerSecond))}</td>
                  <td class="right">{bytes(rssBytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
