import { roundTo } from '#libs/contracts';

/** Colors by role. In both palettes, text and lines have a contrast of at least 4.5 against the paper. */
const PALETTES = {
  light: {
    paper: '#ffffff',
    ink: '#1c2128',
    quiet: '#57606a',
    grid: '#d0d7de',
    first: '#0b63c5',
    second: '#b35900',
    third: '#1a7f37',
    onFirst: '#ffffff',
  },
  dark: {
    paper: '#0d1117',
    ink: '#e6edf3',
    quiet: '#9aa4af',
    grid: '#30363d',
    first: '#58a6ff',
    second: '#f0a050',
    third: '#56d364',
    onFirst: '#0d1117',
  },
} as const;

type Role = keyof (typeof PALETTES)['light'];

/** `auto` follows the reader's color scheme, which browsers know but PNG renderers do not. */
export type Theme = 'auto' | 'light' | 'dark';

export const FONT = "'DejaVu Sans', Verdana, sans-serif";

type Attributes = Readonly<Record<string, string | number>>;

/** Formats one element. Attributes are escaped; children must be markup. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escape(value)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export interface TextOptions {
  readonly role?: Role;
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** Degrees of rotation around the text's position. */
  readonly rotate?: number;
}

export function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const { role = 'ink', size = 12, anchor = 'start', bold = false, rotate = 0 } = options;
  return element(
    'text',
    {
      x,
      y,
      class: `${role}-f`,
      'font-size': size,
      'text-anchor': anchor,
      ...(bold ? { 'font-weight': 'bold' } : {}),
      ...(rotate === 0 ? {} : { transform: `rotate(${rotate} ${round(x)} ${round(y)})` }),
    },
    escape(content),
  );
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  role: Role,
  width = 1,
  dashes = '',
): string {
  const dashed: Attributes = dashes === '' ? {} : { 'stroke-dasharray': dashes };
  return element('line', { x1, y1, x2, y2, class: `${role}-s`, 'stroke-width': width, ...dashed });
}

/** Formats a whole picture. Its title is visible and available to screen readers. */
export function picture(
  { width, height, title, theme }: { width: number; height: number; title: string; theme: Theme },
  ...children: readonly string[]
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'font-family': FONT,
    },
    element('title', {}, escape(title)),
    element('style', {}, formatStyle(theme)),
    element('rect', { width, height, class: 'paper-f' }),
    ...[text(16, 26, title, { bold: true, size: 14 }), ...children].map((child) => `\n${child}`),
    '\n',
  );
}

function formatStyle(theme: Theme): string {
  if (theme !== 'auto') return formatRules(theme);
  return `${formatRules('light')}@media (prefers-color-scheme: dark){${formatRules('dark')}}`;
}

function formatRules(theme: 'light' | 'dark'): string {
  return Object.entries(PALETTES[theme])
    .map(([role, colour]) => `.${role}-f{fill:${colour}}.${role}-s{stroke:${colour};fill:none}`)
    .join('');
}

export function escape(content: string): string {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Rounds to a hundredth of a pixel. */
function round(value: number): string {
  return String(roundTo(value, 2));
}
