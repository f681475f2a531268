import { CliError, EXIT } from './exit-codes.js';

interface NamedUrl {
  readonly url: string;
  readonly name?: string;
}

/**
 * Parses a list of clips: each line has a URL and, optionally, a space and the clip's name in the results. Empty
 * lines and lines that start with `#` are skipped.
 *
 * @param file the file's name, for messages
 * @throws CliError with the number of a malformed line; it does not quote the URL, which may contain a signature
 */
export function parseUrlList(text: string, file: string): NamedUrl[] {
  const clips: NamedUrl[] = [];
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, url = '', name = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
      throw new CliError(
        `Line ${at + 1} of ${file} does not start with an http:// or https:// URL.`,
        EXIT.usage,
      );
    clips.push(name === '' ? { url } : { url, name });
  }
  if (clips.length === 0) throw new CliError(`${file} contains no URLs.`, EXIT.usage);
  return clips;
}
