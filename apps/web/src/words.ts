const COUNT = new Intl.NumberFormat('en');

export function count(number: number): string {
  return COUNT.format(number);
}

/** Formats a count with its noun: `1 clip`, `2,000 clips`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Formats a share from 0 to 1 as `12.5 %`, with the given number of decimals. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export function bytes(number: number): string {
  let [value, unit] = [number, 0];
  while (value >= 999.5 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 ? String(Math.round(value)) : value.toPrecision(3)} ${UNITS[unit] ?? ''}`;
}

/** Formats seconds as `8 s`, `3 min 20 s` or `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${String(whole)} s`;
  if (whole < 3600) return `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
  return `${count(Math.floor(whole / 3600))} h ${String(Math.floor((whole % 3600) / 60))} min`;
}

/** Formats a moment within a clip: `1:05.3`. */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  return `${String(minutes)}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}

export function moment(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** Formats a difference of shares in percentage points: `+12.5` or `−3.0`; an unknown difference is a dash. */
export function points(difference: number | null): string {
  if (difference === null) return '–';
  const text = Math.abs(100 * difference).toFixed(1);
  if (text === '0.0') return text;
  return `${difference < 0 ? '−' : '+'}${text}`;
}
