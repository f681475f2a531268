/**
 * Runs a decoder that reports errors with `console.error` and continues, and throws its first report instead. On damaged
 * input mpg123-decoder 1.0.3 would repeat a failing read forever, and errors of a clip do not belong in a worker's log.
 * The call must be synchronous.
 */
export function throwFirstComplaint<T>(call: () => T): T {
  const { error } = console;
  console.error = (message: unknown): void => {
    throw new DecoderComplaint(String(message));
  };
  try {
    return call();
  } finally {
    console.error = error;
  }
}

/** An error that a decoder reported about its input. */
export class DecoderComplaint extends Error {
  override readonly name = 'DecoderComplaint';
}
