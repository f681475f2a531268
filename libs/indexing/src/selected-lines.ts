import { selectedName, tableRow, type ManifestLine, type TableRow } from '#libs/contracts';
import { archiveKeys, readJsonLines, type ObjectStore } from '#libs/storage';
import { ClipFinder } from '#libs/tables';
import type { LineSink } from './line-sink.js';

const PAGE_LINES = 256;

/**
 * Collects the lines of clips that a user's table selects. Once the archive is read, it passes them on in the order of
 * the table, with its names and labels. It holds one line per row in memory, however large the archive is.
 */
export class SelectedLines implements LineSink {
  readonly #rows: readonly TableRow[];
  readonly #clips: ClipFinder<ManifestLine>;

  /** Reads the table; null if the archive has none. */
  static async of(store: ObjectStore, archiveId: string): Promise<SelectedLines | null> {
    const key = archiveKeys.selection(archiveId);
    if ((await store.head(key)) === null) return null;
    const rows: TableRow[] = [];
    for await (const row of readJsonLines(store, key, tableRow)) rows.push(row);
    return new SelectedLines(rows);
  }

  private constructor(rows: readonly TableRow[]) {
    this.#rows = rows;
    this.#clips = new ClipFinder(new Set(rows.map(({ path }) => path)));
  }

  /** Collects selected lines. */
  write(lines: readonly ManifestLine[]): Promise<void> {
    for (const line of lines) this.#clips.add(line.name, line);
    return Promise.resolve();
  }

  async handOn(to: LineSink): Promise<void> {
    for (let first = 0; first < this.#rows.length; first += PAGE_LINES) {
      const page = this.#rows.slice(first, first + PAGE_LINES);
      await to.write(page.map((row, at) => this.#lineOf(row, first + at)));
    }
  }

  #lineOf(row: TableRow, clip: number): ManifestLine {
    const { path, label, text, raw } = row;
    const found = this.#clips.find(path);
    const line = typeof found === 'object' ? found.clip : missing(path, found);
    const facts = {
      ...(label === undefined ? {} : { label }),
      ...(text === undefined ? {} : { text }),
      ...(raw === undefined ? {} : { raw }),
    };
    return { ...line, ...facts, clip, name: selectedName(row) };
  }
}

/** Returns the line for a row without a clip, which is listed as an unreadable clip. */
function missing(path: string, found: 'none' | 'many'): Omit<ManifestLine, 'clip' | 'name'> {
  const message =
    found === 'none'
      ? `The archive has no clip with the path "${path}".`
      : `The path "${path}" is the end of several paths in the archive. Write the whole path in the table.`;
  return { offset: 0, compressedSize: 0, size: 0, method: 0, error: { code: 'clip.not_found', message } };
}
