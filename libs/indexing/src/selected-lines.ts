import { selectionRow, type ManifestLine, type SelectionRow } from '#libs/contracts';
import { archiveKeys, readJsonLines, type ObjectStore } from '#libs/storage';
import type { LineSink } from './line-sink.js';

const PAGE_LINES = 256;

/**
 * Collects the lines of clips that a user's table selects. Once the archive is read, it passes them on in the order of
 * the table, with its names and labels. It holds one line per row in memory, however large the archive is.
 */
export class SelectedLines implements LineSink {
  readonly #rows: readonly SelectionRow[];
  readonly #found = new Map<string, ManifestLine | null>();

  /** Reads the table; null if the archive has none. */
  static async of(store: ObjectStore, archiveId: string): Promise<SelectedLines | null> {
    const key = archiveKeys.selection(archiveId);
    if ((await store.head(key)) === null) return null;
    const rows: SelectionRow[] = [];
    for await (const row of readJsonLines(store, key, selectionRow)) rows.push(row);
    return new SelectedLines(rows);
  }

  private constructor(rows: readonly SelectionRow[]) {
    this.#rows = rows;
    for (const { path } of rows) this.#found.set(path, null);
  }

  /** Collects selected lines. If clips share a name, the first one counts. */
  write(lines: readonly ManifestLine[]): Promise<void> {
    for (const line of lines) if (this.#found.get(line.name) === null) this.#found.set(line.name, line);
    return Promise.resolve();
  }

  async handOn(to: LineSink): Promise<void> {
    for (let first = 0; first < this.#rows.length; first += PAGE_LINES) {
      const page = this.#rows.slice(first, first + PAGE_LINES);
      await to.write(page.map((row, at) => this.#lineOf(row, first + at)));
    }
  }

  #lineOf({ path, name = path, label, text }: SelectionRow, clip: number): ManifestLine {
    const line = this.#found.get(path) ?? missing(path);
    const facts = { ...(label === undefined ? {} : { label }), ...(text === undefined ? {} : { text }) };
    return { ...line, ...facts, clip, name };
  }
}

/** Returns the line for a row without a clip, which is listed as an unreadable clip. */
function missing(path: string): Omit<ManifestLine, 'clip' | 'name'> {
  const message = `The archive has no clip with the path "${path}".`;
  return { offset: 0, compressedSize: 0, size: 0, method: 0, error: { code: 'clip.not_found', message } };
}
