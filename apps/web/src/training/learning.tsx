import { useMemo, useState } from 'preact/hooks';
import type { EpochMetrics } from '../api/run-watch.js';
import { Empty } from '../ui/note.js';
import { count, percent } from '../words.js';
import { Curve } from './curve.js';

/** Shows the training's progress, epoch by epoch. */
export function Learning({ epochs }: { epochs: readonly EpochMetrics[] }) {
  const numbers = useMemo(() => epochs.map(({ epoch }) => epoch), [epochs]);
  const values = (of: (metrics: EpochMetrics) => number | null) => epochs.map(of);
  return (
    <section aria-labelledby="learning">
      <h2 id="learning">Learning curves</h2>
      {epochs.length === 0 ? (
        <Empty>
          <p>Curves appear here after the first epoch.</p>
        </Empty>
      ) : (
        <>
          <div class="curves">
            <Curve
              title="Loss"
              epochs={numbers}
              series={[
                { name: 'training', colour: '--accent', values: values(({ loss }) => loss) },
                {
                  name: 'validation',
                  colour: '--good',
                  values: values(({ validationLoss }) => validationLoss),
                },
              ]}
            />
            <Curve
              title="UAR on validation clips"
              epochs={numbers}
              series={[
                { name: 'UAR', colour: '--good', values: values(({ validationUar }) => validationUar) },
              ]}
            />
            <Curve
              title="Clips per second"
              epochs={numbers}
              series={[
                {
                  name: 'clips/s',
                  colour: '--accent',
                  values: values(({ clipsPerSecond }) => clipsPerSecond),
                },
              ]}
            />
          </div>
          <EpochTable epochs={epochs} />
        </>
      )}
    </section>
  );
}

/** Shows the numbers of the curves. The table is rendered on demand, because there may be thousands of epochs. */
function EpochTable({ epochs }: { epochs: readonly EpochMetrics[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>All epochs in numbers</summary>
      {isOpen && (
        <div class="scroll tall" role="region" aria-label="Table of epochs" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {['Epoch', 'Loss', 'Validation loss', 'Validation UAR', 'Learning rate', 'Clips/s'].map(
                  (name) => (
                    <th key={name} scope="col" class="right">
                      {name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {epochs.map(({ epoch, loss, validationLoss, validationUar, learningRate, clipsPerSecond }) => (
                <tr key={epoch}>
                  <th scope="row" class="right">
                    {count(epoch)}
                  </th>
                  <td class="right">{loss.toFixed(4)}</td>
                  <td class="right">{validationLoss?.toFixed(4) ?? '–'}</td>
                  <td class="right">{validationUar === null ? '–' : percent(validationUar)}</td>
                  <td class="right">{learningRate.toPrecision(3)}</td>
                  <td class="right">{count(Math.round(clipsPerSecond))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
