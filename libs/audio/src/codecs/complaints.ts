/**
 * Runs a call of a decoder that tells its errors through `console.error` and goes on. The first complaint is thrown
 * instead: on damaged input mpg123-decoder 1.0.3 would repeat a failing read for ever, and a worker's log is no place
 * for what is wrong with a clip. The call must be synchronous.
 */
export function firstComplaintThrown<T>(call: () => T): T {
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

/** What a decoder says of its input. */
export class DecoderComplaint extends Error {
  override readonly name = 'DecoderComplaint';
}
