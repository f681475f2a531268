import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '#libs/contracts';
import { ROOT } from '../../apps/local/src/places.js';
import { parseCurlExamples, matchesTemplate, type CurlExample } from '../support/curl-examples.js';

const read = (name: string) => readFile(join(ROOT, name), 'utf8');
const documents = async () => [
  'README.md',
  ...(await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

const NAMES = Object.keys(ROUTES);

/** Finds the route of a call. Like the router, it prefers a path without variables. */
function routeNameOf({ method, path }: CurlExample): string | undefined {
  const verb = method.toUpperCase();
  const fitting = NAMES.filter((name) => {
    const [own, pattern = ''] = name.split(' ');
    return own === verb && matchesTemplate(pattern, path);
  });
  return fitting.find((name) => name === `${verb} ${path}`) ?? fitting[0];
}

describe('curl in the documents', () => {
  it('has an example of every route in docs/api.md', async () => {
    const shown = new Set(parseCurlExamples(await read('docs/api.md')).map(routeNameOf));
    expect(NAMES.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('calls only routes of the OpenAPI document, tus, and the document itself', async () => {
    const unknown: string[] = [];
    for (const name of await documents()) {
      for (const example of parseCurlExamples(await read(name))) {
        const { path, text } = example;
        if (!path.startsWith('/v1/') || path.startsWith('/v1/uploads')) continue;
        if (routeNameOf(example) === undefined) unknown.push(`${name}: ${text}`);
      }
    }
    expect(unknown).toEqual([]);
  });

  it('is parsed with its method, across quotation marks, lines and substitutions', () => {
    const markdown = [
      '```sh',
      'curl -sI $api/health/live',
      'id=$(curl -fsS $api/v1/runs -H "$json" \\',
      '  -d "{\\"a\\": 1,',
      '  \\"b\\": 2}" | head -1)   # curly',
      'curl -T a.zip -X POST "$api/v1/archives?name=$(sha256sum a.zip)"',
      'until curl -fsS $api/v1/runs/$id/events; do sleep 1; done',
      'curl -T a.zip "$link"',
      '```',
    ].join('\n');
    expect(parseCurlExamples(markdown).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'head /health/live',
      'post /v1/runs',
      'post /v1/archives',
      'get /v1/runs/$id/events',
      'put ',
    ]);
  });
});
