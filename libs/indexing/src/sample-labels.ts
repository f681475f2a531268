import type { ManifestLine } from '#libs/contracts';

type Line = Omit<ManifestLine, 'clip'>;
type Facts = Pick<ManifestLine, 'label' | 'text'>;

const SIDECARS = new Set(['cls', 'txt', 'json']);
/** A sample of a WebDataset has a few files; a folder of files without extensions is no sample. */
const MOST_CLIPS = 64;
const LONGEST = 2_000;

/**
 * Joins clips with the sidecars beside them, as WebDataset lays them out: files of one sample follow one another and
 * share their path up to the first dot of the file's name. `.cls` is the label, `.txt` what is said, `.json` may have
 * both (`label` or `emotion`, `text`). A sidecar may come before its clip or after it, so lines are held until the
 * sample is over.
 */
export class SampleLabels {
  #key: string | null = null;
  #lines: Line[] = [];
  #facts: Facts = {};

  static reads(name: string): boolean {
    return SIDECARS.has(splitName(name).extension);
  }

  /** @returns lines of samples that are over */
  add(line: Line): Line[] {
    const over = this.#enter(splitName(line.name).key);
    this.#lines.push(line);
    return over;
  }

  /** @returns lines of samples that are over */
  read(name: string, content: string): Line[] {
    const { key, extension } = splitName(name);
    const over = this.#enter(key);
    this.#facts = { ...this.#facts, ...factsOf(extension, content) };
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

function factsOf(extension: string, content: string): Facts {
  if (extension === 'cls') return named('label', content.trim());
  if (extension === 'txt') return named('text', content.trim());
  try {
    const found: unknown = JSON.parse(content);
    if (typeof found !== 'object' || found === null) return {};
    const { label, emotion, text } = found as Record<string, unknown>;
    return { ...named('label', label ?? emotion), ...named('text', text) };
  } catch {
    return {}; // what is no JSON labels nothing; the clip is scored all the same
  }
}

function named(fact: keyof Facts, value: unknown): Facts {
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  const text = String(value).slice(0, LONGEST);
  return text === '' ? {} : { [fact]: text };
}
