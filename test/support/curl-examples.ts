/** One call of curl in a document: `path` is the path of its URL, or '' where the URL is not known from the text. */
export interface CurlExample {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

/** The API's address, as the documents write it. */
const ADDRESS = /(?:\$\{?(?:api|API)\}?|http:\/\/127\.0\.0\.1:3000)(\/[^\s"'?|);]*)/;
const SENDS_A_BODY = /\s(?:-d|--data|--data-binary|--data-raw)\s/;
const METHOD = /\s-X\s*([A-Z]+)/;

/** Every block of shell of a document. */
export function shellBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```(?:sh|bash)\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
}

/** Every call of curl in a document's blocks of shell, up to the command's end or the next call. */
export function curlExamples(markdown: string): CurlExample[] {
  return shellBlocks(markdown)
    .flatMap((block) => block.split(/(?=\bcurl\s)/).filter((text) => text.startsWith('curl')))
    .map((text) => endOfCommand(text))
    .map((text) => ({ method: methodOf(text), path: ADDRESS.exec(text)?.[1] ?? '', text }));
}

/** Cut at the first line that does not go on: neither by a backslash nor within quotation marks. */
function endOfCommand(text: string): string {
  const lines = text.split('\n');
  let command = '';
  for (const line of lines) {
    command += line.replace(/\s#\s.*$/, '');
    const isOpen = (command.replaceAll('\\"', '').split('"').length - 1) % 2 === 1;
    if (!isOpen && !command.endsWith('\\')) break;
    command = `${command.replace(/\\$/, '')} `;
  }
  return command;
}

function methodOf(text: string): string {
  const named = METHOD.exec(text)?.[1];
  if (named !== undefined) return named.toLowerCase();
  if (/\s-[a-zA-Z]*I\s/.test(text)) return 'head';
  if (SENDS_A_BODY.test(text)) return 'post';
  return /\s-T\s/.test(text) ? 'put' : 'get';
}

/** Whether a path of an example, with its variables, is one of this template of the OpenAPI document. */
export function isPathOf(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  );
}
