import type { ManifestLine } from '#libs/contracts';

type Line = Omit<ManifestLine, 'clip'>;
type Facts = Pick<ManifestLine, 'label' | 'text'>;

const SIDECARS = new Set(['cls', 'txt', 'json']);
/** Limit on the clips of one sample. Files without extensions share their path, but are not a sample. */
const MOST_CLIPS = 64;
const LONGEST = 2_000;

/**
 * Joins clips with their sidecars in the layout of WebDataset: the files of a sample follow one another and share their
 * path up to the first dot of the file name. `.cls` contains the label, `.txt` the spoken text, and `.json` may contain
 * both (`label` or `emotion`, `text`). A sidecar may follow its clip, so lines are held until the sample ends.
 */
export class SampleLabels {
  #key: string | null = null;
  #lines: Line[] = [];
  #facts: Facts = {};

  static reads(name: string): boolean {
    return SIDECARS.has(splitName(name).extension);
  }

  /** @returns lines of completed samples */
  add(line: Line): Line[] {
    const over = this.#enter(splitName(line.name).key);
    this.#lines.push(line);
    return over;
  }

  /** @returns lines of completed samples */
  read(name: string, content: string): Line[] {
    const { key, extension } = splitName(name);
    const over = this.#enter(key);
    this.#facts = { ...this.#facts, ...parseFacts(extension, content) };
    return over;
  }

  finish(): Line[] {
    const over = this.#lines.map((line) => ({ ...line, ...this.#facts }));
    this.#lines = [];
    this.#facts = {};
    return over;
  }

  #enter(key: string): Line[] {
    if (key === this.#key && this.#lines.length < MOST_CLIPS) return [];
    const over = this.finish();
    this.#key = key;
    return over;
  }
}

function splitName(name: string): { key: string; extension: string } {
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1);
  return dot < 0
    ? { key: name, extension: '' }
    : { key: name.slice(0, dot), extension: name.slice(dot + 1).toLowerCase() };
}

function parseFacts(extension: string, content: string): Facts {
  if (extension === 'cls') return toFact('label', content.trim());
  if (extension === 'txt') return toFact('text', content.trim());
  try {
    const found: unknown = JSON.parse(content);
    if (typeof found !== 'object' || found === null) return {};
    const { label, emotion, text } = found as Record<string, unknown>;
    return { ...toFact('label', label ?? emotion), ...toFact('text', text) };
  } catch {
    return {}; // malformed JSON adds no label; the clip is still scored
  }
}

function toFact(fact: keyof Facts, value: unknown): Facts {
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  const text = String(value).normalize('NFC').trim().slice(0, LONGEST);
  return text === '' ? {} : { [fact]: text };
}
