export interface Window {
  /** Rows from `first` up to `end` are drawn. */
  readonly first: number;
  readonly end: number;
}

const BEYOND = 8;

/** Which rows are seen, and a few beyond at both ends, so that none is missing while it scrolls. */
export function windowOf(scrollTop: number, height: number, rowHeight: number, rows: number): Window {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - BEYOND);
  const end = Math.min(rows, Math.ceil((scrollTop + height) / rowHeight) + BEYOND);
  // A list that grew shorter is scrolled to by its old place for a moment.
  return { first: Math.min(first, Math.max(0, end - 1)), end };
}
