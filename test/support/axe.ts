import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** Returns axe's findings on the current page, in light and dark mode, as rule and element. Tests expect none. */
export async function findViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<{ violations: readonly Violation[] }>('axe.run()');
    for (const { id, impact, nodes } of violations)
      found.push(
        ...nodes.map(({ html }) => `${colorScheme}: ${id} (${impact ?? '?'}): ${html.slice(0, 200)}`),
      );
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** Measures by how many pixels the page is wider than its window. A page must not scroll sideways. */
export function measureOverflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
