/** One call of curl in a document. `path` is the path of its URL, or '' if the text does not contain it. */
export interface CurlExample {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

/** The API's address in the documents. */
const ADDRESS = /(?:\$\{?(?:api|API)\}?|http:\/\/127\.0\.0\.1:3000)(\/[^\s"'?|);]*)/;
const SENDS_A_BODY = /\s(?:-d|--data|--data-binary|--data-raw)\s/;
const METHOD = /\s-X\s*([A-Z]+)/;

/** Returns every shell block of a document. */
export function parseShellBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```(?:sh|bash)\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
}

/** Returns every call of curl in a document's shell blocks, up to the command's end or the next call. */
export function parseCurlExamples(markdown: string): CurlExample[] {
  return parseShellBlocks(markdown)
    .flatMap((block) => block.split(/(?=\bcurl\s)/).filter((text) => text.startsWith('curl')))
    .map((text) => cutAtEnd(text))
    .map((text) => ({ method: readMethod(text), path: ADDRESS.exec(text)?.[1] ?? '', text }));
}

/** Cuts the text at the first line that does not continue, by a backslash or within quotation marks. */
function cutAtEnd(text: string): string {
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

function readMethod(text: string): string {
  const named = METHOD.exec(text)?.[1];
  if (named !== undefined) return named.toLowerCase();
  if (/\s-[a-zA-Z]*I\s/.test(text)) return 'head';
  if (SENDS_A_BODY.test(text)) return 'post';
  return /\s-T\s/.test(text) ? 'put' : 'get';
}

/** Returns true if an example's path, with its variables, matches this path template of the OpenAPI document. */
export function matchesTemplate(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  );
}
