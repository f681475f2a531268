export interface Bar {
  readonly label: string;
  /** Length, from 0 to 1. */
  readonly share: number;
  /** The number in words, which says all that the bar does. */
  readonly text: string;
  readonly isMarked?: boolean;
}

/** Bars with their numbers, as a table: the bar itself says nothing that the number does not. */
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
