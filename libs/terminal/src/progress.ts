import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a slow step is. */
export interface Progress {
  update(done: number, total: number, detail: string): void;
  stop(): void;
}

const NAME_WIDTH = 10;
/** A step that takes less than this prints no progress line. */
const FIRST_LINE_AFTER_MS = 500;
const LINE_EVERY_MS = 5_000;

/** Shows progress as a bar on a terminal, or as a line every five seconds in a pipe or a log. Null shows nothing. */
export function startProgress(name: string, stream: NodeJS.WriteStream | null): Progress {
  if (stream === null) return { update: () => undefined, stop: () => undefined };
  return stream.isTTY ? startBar(name, stream) : startLines(name, stream);
}

/** Prints the result of a step on a line that stays. */
export function printResult(name: string, result: string): void {
  console.log(`${name.padEnd(NAME_WIDTH)} ${result}`);
}

function startBar(name: string, stream: NodeJS.WriteStream): Progress {
  const format = `${name.padEnd(NAME_WIDTH)} {bar} {percentage}% {detail}`;
  const bar = new SingleBar(
    { format, clearOnComplete: true, hideCursor: true, barsize: 30, stream },
    Presets.shades_classic,
  );
  bar.start(1, 0, { detail: '' });
  return {
    update: (done, total, detail) => {
      bar.setTotal(Math.max(1, total));
      bar.update(done, { detail });
    },
    stop: () => bar.stop(),
  };
}

function startLines(name: string, stream: NodeJS.WriteStream): Progress {
  let printedAtMs = Date.now() - LINE_EVERY_MS + FIRST_LINE_AFTER_MS;
  return {
    update: (done, total, detail) => {
      if (Date.now() - printedAtMs < LINE_EVERY_MS) return;
      printedAtMs = Date.now();
      const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
      stream.write(`${name.padEnd(NAME_WIDTH)} ${String(percent).padStart(3)} % ${detail}\n`);
    },
    stop: () => undefined,
  };
}
