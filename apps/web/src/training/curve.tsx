import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { Problem } from '../ui/note.js';
import type { CurvesPlot, Series } from './curves-plot.js';

interface Props {
  readonly title: string;
  readonly epochs: readonly number[];
  readonly series: readonly Series[];
}

/** Plots series over epochs as they arrive. It loads the plotting code when the first plot is shown. */
export function Curve({ title, epochs, series }: Props) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<CurvesPlot | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let made: CurvesPlot | null = null;
    let isGone = false;
    import('./curves-plot.js').then(
      (module) => {
        if (isGone || place.current === null) return;
        made = new module.CurvesPlot(place.current, series);
        setPlot(made);
      },
      (reason: unknown) => setError(messageOf(reason)),
    );
    return () => {
      isGone = true;
      made?.close();
    };
  }, []);
  useEffect(() => plot?.show(epochs, series), [plot, epochs]);
  return (
    <figure class="curve" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      {/* Screen readers skip the plot, because the table of epochs has the same numbers. */}
      <div ref={place} aria-hidden="true" />
      {error !== null && <Problem message={error} />}
    </figure>
  );
}
