import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number, total: number, detail: string): void;
  stop(): void;
}

const PLAIN_EVERY_MS = 5_000;

/** A bar on a terminal; in a pipe a line every five seconds; nothing with `--json`. All of it on standard error. */
export function startProgress(name: string, isQuiet: boolean): Progress {
  if (isQuiet) return { update: () => undefined, stop: () => undefined };
  return process.stderr.isTTY ? bar(name) : lines(name);
}

function bar(name: string): Progress {
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

function lines(name: string): Progress {
  let toldAtMs = Date.now();
  return {
    update: (done, total, detail) => {
      if (Date.now() - toldAtMs < PLAIN_EVERY_MS) return;
      toldAtMs = Date.now();
      const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
      process.stderr.write(`${name.padEnd(9)} ${String(percent).padStart(3)} % ${detail}\n`);
    },
    stop: () => undefined,
  };
}
