import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Series {
  readonly name: string;
  /** A color of tokens.css, such as `--accent`. */
  readonly color: string;
  /** One value per epoch; null if missing. */
  readonly values: readonly (number | null)[];
}

const HEIGHT = 200;

/** A plot over epochs that adapts to the width of its container and to the color scheme. */
export class CurvesPlot {
  private readonly plot: uPlot;
  private readonly widths: ResizeObserver;
  private readonly scheme = matchMedia('(prefers-color-scheme: dark)');
  private readonly redraw = () => this.plot.redraw(false, true);

  constructor(place: HTMLElement, series: readonly Series[]) {
    const color = (name: string) => () => getComputedStyle(document.documentElement).getPropertyValue(name);
    const axis: uPlot.Axis = {
      stroke: color('--soft'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { stroke: color('--line'), width: 1 },
    };
    const options: uPlot.Options = {
      width: Math.max(200, place.clientWidth),
      height: HEIGHT,
      scales: { x: { time: false } },
      cursor: { drag: { x: false, y: false } },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
        { ...axis, size: 60 },
      ],
      series: [
        { label: 'Epoch' },
        ...series.map(({ name, color: of }) => ({
          label: name,
          stroke: color(of),
          width: 2,
          points: { show: false },
          value: (_: uPlot, value: number | null) => value?.toPrecision(4) ?? '–',
        })),
      ],
    };
    this.plot = new uPlot(options, [[]], place);
    this.widths = new ResizeObserver(() =>
      this.plot.setSize({ width: Math.max(200, place.clientWidth), height: HEIGHT }),
    );
    this.widths.observe(place);
    this.scheme.addEventListener('change', this.redraw);
  }

  show(epochs: readonly number[], series: readonly Series[]): void {
    this.plot.setData([[...epochs], ...series.map(({ values }) => [...values])]);
  }

  close(): void {
    this.widths.disconnect();
    this.scheme.removeEventListener('change', this.redraw);
    this.plot.destroy();
  }
}
