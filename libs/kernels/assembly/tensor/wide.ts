/**
 * True if the runtime merges two adjacent 128-bit vectors into one of 256 bits, as V8 does since 13.6 with
 * `--experimental-wasm-revectorize`. Products then take two panels at a time (tile-of-two.ts).
 */
export let isWide: bool = false;

/** Sets `isWide`. Call it before any other function. */
export function setWide(value: bool): void {
  isWide = value;
}
