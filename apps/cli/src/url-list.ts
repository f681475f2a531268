import { CliError, EXIT } from './exit-codes.js';

interface NamedUrl {
  readonly url: string;
  readonly name?: string;
}

/**
 * Clips of a text file: on each line a URL and, as wanted, after white space the name that the clip has in results. Empty
 * lines and those that begin with `#` are passed over.
 *
 * @param file how the file is called, for messages
 * @throws CliError with the line that is no URL; the URL itself is not told, since it may hold a signature
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
      throw new CliError(`Line ${at + 1} of ${file} does not begin with an https:// URL.`, EXIT.usage);
    clips.push(name === '' ? { url } : { url, name });
  }
  if (clips.length === 0) throw new CliError(`There is no URL in ${file}.`, EXIT.usage);
  return clips;
}
