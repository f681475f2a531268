import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number, total: number, detail: string): void;
  stop(): void;
}

const PLAIN_EVERY_MS = 5_000;

/**
 * Shows progress on standard error: a bar on a terminal, a line every five seconds in a pipe, nothing with `--json`.
 */
export function startProgress(name: string, isQuiet: boolean): Progress {
  if (isQuiet) return { update: () => undefined, stop: () => undefined };
  return process.stderr.isTTY ? startBar(name) : startLines(name);
}

function startBar(name: string): Progress {
  const format = `${name.padEnd(9)} {bar} {percentage}% {detail}`;
  const shown = new SingleBar(
    { format, clearOnComplete: true, hideCursor: true, barsize: 30, stream: process.stderr },
    Presets.shades_classic,
  );
  shown.start(1, 0, { detail: '' });
  return {
    update: (done, total, detail) => {
      shown.setTotal(Math.max(1, total));
      shown.update(done, { detail });
    },
    stop: () => shown.stop(),
  };
}

function startLines(name: string): Progress {
  let printedAtMs = Date.now();
  return {
    update: (done, total, detail) => {
      if (Date.now() - printedAtMs < PLAIN_EVERY_MS) return;
      printedAtMs = Date.now();
      const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
      process.stderr.write(`${name.padEnd(9)} ${String(percent).padStart(3)} % ${detail}\n`);
    },
    stop: () => undefined,
  };
}
