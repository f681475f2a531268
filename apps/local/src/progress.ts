import { Presets, SingleBar } from 'cli-progress';

/** Progress of one step that takes a while. */
export interface Progress {
  update(done: number, detail?: string): void;
  setTotal(total: number): void;
  /** Ends the step with one line that stays. */
  finish(result: string): void;
  /** Ends it without a result: something else went wrong, and is told elsewhere. */
  abandon(): void;
}

/** Steps that are shorter leave no more than their last line. */
const SHOWN_AFTER_MS = 500;
const PLAIN_EVERY_MS = 5000;

/** A bar on a terminal; elsewhere a line every few seconds, as for a log. */
export function startProgress(name: string, total: number): Progress {
  return process.stdout.isTTY ? terminalBar(name, total) : plainLines(name, total);
}

function terminalBar(name: string, firstTotal: number): Progress {
  const bar = new SingleBar(
    {
      format: `${name.padEnd(10)} {bar} {percentage}% {detail}`,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 30,
    },
    Presets.shades_classic,
  );
  bar.start(Math.max(1, firstTotal), 0, { detail: '' });
  return {
    update: (done, detail = '') => bar.update(done, { detail }),
    setTotal: (total) => bar.setTotal(Math.max(1, total)),
    finish: (result) => {
      bar.stop();
      console.log(`${name.padEnd(10)} ${result}`);
    },
    abandon: () => bar.stop(),
  };
}

function plainLines(name: string, firstTotal: number): Progress {
  let total = firstTotal;
  let toldAt = Date.now() - PLAIN_EVERY_MS + SHOWN_AFTER_MS;
  return {
    update: (done, detail = '') => {
      if (Date.now() - toldAt < PLAIN_EVERY_MS) return;
      toldAt = Date.now();
      const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
      console.log(`${name.padEnd(10)} ${String(percent).padStart(3)} % ${detail}`);
    },
    setTotal: (next) => void (total = next),
    finish: (result) => console.log(`${name.padEnd(10)} ${result}`),
    abandon: () => undefined,
  };
}
