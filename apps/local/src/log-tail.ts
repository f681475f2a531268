import { open } from 'node:fs/promises';

const TAIL_BYTES = 16 * 1024;
const TAIL_LINES = 15;

/** Returns the file's name and the last lines of the log. JSON lines are reduced to their level and messages. */
export async function readLogTail(file: string): Promise<string> {
  const lines = (await readLastBytes(file)).split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(-TAIL_LINES).map((line) => `  ${formatLine(line)}`);
  return [`The end of ${file}:`, ...(shown.length === 0 ? ['  (empty)'] : shown)].join('\n');
}

async function readLastBytes(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    const text = buffer.subarray(0, bytesRead).toString();
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } catch {
    return '';
  }
}

/** Formats level, message and error of a pino line; other lines stay unchanged. */
function formatLine(line: string): string {
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: number;
      msg?: string;
      err?: { message?: string };
    };
    if (level === undefined) return line;
    const name = level >= 50 ? 'error' : level >= 40 ? 'warn' : 'info';
    return [name, msg, err?.message === msg ? undefined : err?.message].filter(Boolean).join(': ');
  } catch {
    return line;
  }
}
