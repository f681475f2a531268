import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds on the page as it stands, in light and in dark: rule, and where; nothing is what is wanted. */
export async function axeFindings(page: Page): Promise<string[]> {
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

/** How many pixels the page is wider than its window: it is not to be scrolled sideways. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
