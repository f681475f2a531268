import { Presets, SingleBar } from 'cli-progress';

/** Shows the progress of a slow step. */
export interface Progress {
  update(done: number, detail?: string): void;
  setTotal(total: number): void;
  /** Ends the step and prints its result on a line that stays. */
  finish(result: string): void;
  /** Ends the step without a result after an error that is reported elsewhere. */
  abandon(): void;
}

/** Shorter steps print only their result. */
const SHOWN_AFTER_MS = 500;
const PLAIN_EVERY_MS = 5000;

/** Shows a bar on a terminal, or a line every few seconds in a log. */
export function startProgress(name: string, total: number): Progress {
  return process.stdout.isTTY ? startBar(name, total) : startLines(name, total);
}

function startBar(name: string, firstTotal: number): Progress {
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

function startLines(name: string, firstTotal: number): Progress {
  let total = firstTotal;
  let printedAt = Date.now() - PLAIN_EVERY_MS + SHOWN_AFTER_MS;
  return {
    update: (done, detail = '') => {
      if (Date.now() - printedAt < PLAIN_EVERY_MS) return;
      printedAt = Date.now();
      const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
      console.log(`${name.padEnd(10)} ${String(percent).padStart(3)} % ${detail}`);
    },
    setTotal: (next) => void (total = next),
    finish: (result) => console.log(`${name.padEnd(10)} ${result}`),
    abandon: () => undefined,
  };
}
