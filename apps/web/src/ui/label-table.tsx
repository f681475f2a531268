import './label-table.css';

export interface LabelCell {
  readonly text: string;
  /** Shade of the cell, from -1 to 1; negative values have another color. The text carries the same information. */
  readonly share: number;
}

interface Props {
  /** Name of the box that scrolls on narrow screens. */
  readonly name: string;
  readonly caption: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `[row][column]` */
  readonly cells: readonly (readonly LabelCell[])[];
}

/** Shows a matrix of labels with shaded cells. Cells on the diagonal are bold. */
export function LabelTable({ name, caption, rows, columns, cells }: Props) {
  return (
    <div class="scroll" role="region" aria-label={`${name}, scrolling`} tabIndex={0}>
      <table class="by-label">
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            <td />
            {columns.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, at) => (
            <tr key={rows[at]}>
              <th scope="row">{rows[at]}</th>
              {row.map(({ text, share }, column) => (
                <td
                  key={columns[column]}
                  class={listClasses(rows[at] === columns[column], share)}
                  style={{ '--share': String(Math.abs(share)) }}
                >
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function listClasses(isSame: boolean, share: number): string | undefined {
  const names = [isSame ? 'hit' : '', share < 0 ? 'less' : ''].filter((name) => name !== '');
  return names.length === 0 ? undefined : names.join(' ');
}
