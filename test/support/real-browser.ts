import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Of a test or its preparation: a browser, an API and workers share what cores there are. */
export const LIMIT_MS = 180_000;

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine: `CHROMIUM` says which; null where there is none. */
export function chromiumPath(): string | null {
  return [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path)) ?? null;
}

/** Of an audio element, what is used here: the DOM's types are the dashboard's. */
export interface Playing {
  readonly currentTime: number;
  readonly paused: boolean;
  pause(): void;
  play(): Promise<void>;
}

/** A Chromium without a window, closed at the end, and with it its pages. */
export class RealBrowser implements AsyncDisposable {
  private constructor(private readonly browser: Browser) {}

  static async start(more: readonly string[] = []): Promise<RealBrowser> {
    const args = ['--autoplay-policy=no-user-gesture-required', '--disable-dev-shm-usage', ...more];
    const executablePath = chromiumPath() ?? '';
    // Containers run as root, where Chromium's own sandbox does not.
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

/** A page that remembers what went wrong in it. */
export class RealPage implements AsyncDisposable {
  /** Exceptions that nobody caught, and what the Content-Security-Policy refused. */
  readonly faults: string[] = [];
  /** Where requests went that were not for the page's own server. */
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

  /** Takes a picture in light and dark where `SCREENSHOTS` names a folder for them: those of docs/dashboard.md. */
  async picture(name: string, fullPage = true): Promise<void> {
    const folder = process.env['SCREENSHOTS'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await this.page.waitForLoadState('networkidle'); // curves, waves and pictures are there
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

/** Where the page is by its own account; Playwright's `page.url()` hears of a change of the fragment a little later. */
export function addressOf(page: Page): Promise<string> {
  return page.evaluate<string>('location.href');
}
