import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

let kept = Buffer.alloc(0);

/** Reads a file into memory that the next file overwrites. Fresh pages would cost more than the read. */
export function readFileAgain(path: string): Buffer {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  if (size > kept.length) kept = Buffer.alloc(Math.ceil(size * 1.25));
  let read = 0;
  while (read < size) {
    const bytes = readSync(file, kept, read, size - read, null);
    if (bytes === 0) break;
    read += bytes;
  }
  closeSync(file);
  return kept.subarray(0, read);
}
