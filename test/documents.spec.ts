import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../apps/local/src/places.js';

const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'models/starter/README.md'];

describe('the documents', () => {
  it('link only to files and headings that exist', async () => {
    const docs = (await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md'));
    const pages = [...PAGES, ...docs.map((name) => `docs/${name}`)].map((page) => join(ROOT, page));
    const anchors = new Map(
      await Promise.all(pages.map(async (page) => [page, await anchorsOf(page)] as const)),
    );

    const broken: string[] = [];
    for (const page of pages) {
      for (const link of linksOf(await readFile(page, 'utf8'))) {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : join(dirname(page), path);
        const isThere = anchor === undefined || anchors.get(target)?.has(anchor) === true;
        if (!existsSync(target) || !isThere) broken.push(`${relative(ROOT, page)}: ${link}`);
      }
    }
    expect(broken).toEqual([]);
  });
});

function linksOf(markdown: string): string[] {
  const links = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors that GitHub gives to a page's headings. */
async function anchorsOf(page: string): Promise<Set<string>> {
  const headings = withoutCode(await readFile(page, 'utf8')).matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, text = '']) =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```/gms, '');
}
