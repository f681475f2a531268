import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** The time limit of a test or its setup. A browser, an API and workers share the cores. */
export const LIMIT_MS = 180_000;

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Finds Chromium on this machine, in `CHROMIUM` or a usual place. Returns null if there is none. */
export function findChromium(): string | null {
  return [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path)) ?? null;
}

/** The members of an audio element that tests use, because this project does not load the DOM's types. */
export interface Playing {
  readonly currentTime: number;
  readonly paused: boolean;
  pause(): void;
  play(): Promise<void>;
}

/** A headless Chromium. Disposing it also closes its pages. */
export class RealBrowser implements AsyncDisposable {
  private constructor(private readonly browser: Browser) {}

  static async start(more: readonly string[] = []): Promise<RealBrowser> {
    const args = ['--autoplay-policy=no-user-gesture-required', '--disable-dev-shm-usage', ...more];
    const executablePath = findChromium() ?? '';
    // Containers run as root, and Chromium's sandbox does not work as root.
    return new RealBrowser(await chromium.launch({ executablePath, args, chromiumSandbox: false }));
  }

  async open(url: string, options: BrowserContextOptions = {}): Promise<RealPage> {
    const context = await this.browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const opened = new RealPage(page);
    await page.goto(url);
    return opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}

/** A page that records errors. */
export class RealPage implements AsyncDisposable {
  /** Uncaught exceptions, and violations of the Content-Security-Policy. */
  readonly faults: string[] = [];
  /** The URLs of requests to other servers. */
  readonly elsewhere: string[] = [];

  constructor(readonly page: Page) {
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.faults.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(?:http:\/\/127\.0\.0\.1:|blob:|data:)/.test(request.url())) this.elsewhere.push(request.url());
    });
  }

  /** Takes screenshots in light and dark mode for docs/dashboard.md, if `SCREENSHOTS` names a folder. */
  async picture(name: string, fullPage = true): Promise<void> {
    const folder = process.env['SCREENSHOTS'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await this.page.waitForLoadState('networkidle'); // curves, waveforms and pictures are loaded
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage });
    }
    await this.page.emulateMedia({ colorScheme: null });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }
}

/** Reads the page's URL from the page itself. Playwright's `page.url()` learns about a new fragment a little later. */
export function readUrl(page: Page): Promise<string> {
  return page.evaluate<string>('location.href');
}
