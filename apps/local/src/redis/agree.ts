import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

/** Asks whether a system package may be installed with `command`. */
export type Agree = (command: string) => Promise<boolean>;

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

/** On a terminal, asks the user; Enter means yes. Without a terminal, prints the command and agrees to it. */
export function agreeOn({ input, output }: Terminal, signal: AbortSignal): Agree {
  return async (command) => {
    if (input.isTTY !== true || output.isTTY !== true) {
      output.write(`Serenade needs Redis and finds none here. Installing it: ${command}\n`);
      return true;
    }
    const question = `Serenade needs Redis and finds none here. Install it with \`${command}\`? [Y/n] `;
    // Without readline's own terminal mode, Ctrl-C stays a signal to this process.
    const reader = createInterface({ input, output, terminal: false });
    try {
      const closed = once(reader, 'close', { signal }).then(() => 'no');
      const answer = await Promise.race([reader.question(question, { signal }), closed]);
      return /^(y|yes)?$/i.test(answer.trim());
    } finally {
      reader.close();
    }
  };
}
