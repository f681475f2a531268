import { useMemo, useState } from 'preact/hooks';
import type { EpochMetrics } from '../api/run-watch.js';
import { Empty } from '../ui/note.js';
import { Section } from '../ui/section.js';
import { Table, type Column } from '../ui/table.js';
import { count, percent } from '../words.js';
import { Curve } from './curve.js';

/** Shows the training's progress, epoch by epoch. */
export function Learning({ epochs }: { epochs: readonly EpochMetrics[] }) {
  const numbers = useMemo(() => epochs.map(({ epoch }) => epoch), [epochs]);
  const series = (name: string, color: string, of: (metrics: EpochMetrics) => number | null) => ({
    name,
    color,
    values: epochs.map(of),
  });
  return (
    <Section id="learning" title="Learning curves">
      {epochs.length === 0 ? (
        <Empty>Curves appear here after the first epoch.</Empty>
      ) : (
        <>
          <div class="curves">
            <Curve
              title="Loss"
              epochs={numbers}
              series={[
                series('training', '--accent', ({ loss }) => loss),
                series('validation', '--good', ({ validationLoss }) => validationLoss),
              ]}
            />
            <Curve
              title="UAR on validation clips"
              epochs={numbers}
              series={[series('UAR', '--good', ({ validationUar }) => validationUar)]}
            />
            <Curve
              title="Clips per second"
              epochs={numbers}
              series={[series('clips/s', '--accent', ({ clipsPerSecond }) => clipsPerSecond)]}
            />
          </div>
          <EpochTable epochs={epochs} />
        </>
      )}
    </Section>
  );
}

const COLUMNS: readonly Column<EpochMetrics>[] = [
  ['Epoch', ({ epoch }) => count(epoch), 'right'],
  ['Loss', ({ loss }) => loss.toFixed(4), 'right'],
  ['Validation loss', ({ validationLoss }) => validationLoss?.toFixed(4) ?? '–', 'right'],
  ['Validation UAR', ({ validationUar }) => (validationUar === null ? '–' : percent(validationUar)), 'right'],
  ['Learning rate', ({ learningRate }) => learningRate.toPrecision(3), 'right'],
  ['Clips/s', ({ clipsPerSecond }) => count(Math.round(clipsPerSecond)), 'right'],
];

/** Shows the numbers of the curves. The table is rendered on demand, because there may be thousands of epochs. */
function EpochTable({ epochs }: { epochs: readonly EpochMetrics[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>All epochs in numbers</summary>
      {isOpen && <Table class="tall" name="Table of epochs" rows={epochs} columns={COLUMNS} />}
    </details>
  );
}
