import { normalizePath } from '#libs/contracts';

/** The clip of a path: `none`, or `many` if the path is the end of several clips' paths. */
export type Found<T> = { readonly clip: T } | 'none' | 'many';

/**
 * Finds the clips of a table's paths. A path names the clip with this path, or the only clip whose path ends with it,
 * because archives often wrap everything in one folder. Paths are compared by `normalizePath`. It holds only clips
 * that a path can name, however large the archive is.
 */
export class ClipFinder<T> {
  private readonly wanted: ReadonlySet<string>;
  private readonly exact = new Map<string, T>();
  private readonly whole = new Map<string, Found<T>>();
  private readonly ends = new Map<string, Found<T>>();

  constructor(private readonly paths: ReadonlySet<string>) {
    this.wanted = new Set([...paths].map(normalizePath));
  }

  /** Adds a clip of the archive. If clips have the same name, a path that is written like it names the first. */
  add(name: string, clip: T): void {
    if (this.paths.has(name) && !this.exact.has(name)) this.exact.set(name, clip);
    const path = normalizePath(name);
    this.note(this.whole, path, clip);
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      this.note(this.ends, path.slice(at + 1), clip);
  }

  find(path: string): Found<T> {
    const exact = this.exact.get(path);
    if (exact !== undefined) return { clip: exact };
    const wanted = normalizePath(path);
    return this.whole.get(wanted) ?? this.ends.get(wanted) ?? 'none';
  }

  private note(found: Map<string, Found<T>>, path: string, clip: T): void {
    if (this.wanted.has(path)) found.set(path, found.has(path) ? 'many' : { clip });
  }
}
