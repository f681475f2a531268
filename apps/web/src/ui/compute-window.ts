export interface Window {
  /** Rows from `first` up to `end` are drawn. */
  readonly first: number;
  readonly end: number;
}

const BEYOND = 8;

/** Returns the visible rows plus a few at both ends, so that none is missing while scrolling. */
export function computeWindow(scrollTop: number, height: number, rowHeight: number, rows: number): Window {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - BEYOND);
  const end = Math.min(rows, Math.ceil((scrollTop + height) / rowHeight) + BEYOND);
  // A list that became shorter keeps its old scroll position for a moment.
  return { first: Math.min(first, Math.max(0, end - 1)), end };
}
