export interface Bar {
  readonly label: string;
  /** Length, from 0 to 1. */
  readonly share: number;
  /** The number as text, which carries the same information as the bar. */
  readonly text: string;
  readonly isMarked?: boolean;
}

/** Shows bars and their numbers. It is a table, so that screen readers can read it. */
export function BarList({ caption, head, bars }: { caption: string; head: string; bars: readonly Bar[] }) {
  return (
    <table class="bars">
      <caption class="unseen">{caption}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Label</th>
          <th scope="col">{head}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, share, text, isMarked }) => (
          <tr key={label} class={isMarked === true ? 'marked' : undefined}>
            <th scope="row">{label}</th>
            <td>
              <span class="bar" aria-hidden="true">
                <span style={{ width: `${String(100 * Math.min(1, Math.max(0, share)))}%` }} />
              </span>
              <span class="number">{text}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
