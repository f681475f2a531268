/**
 * True if the runtime joins two neighboring vectors of 128 bits into one of 256, as V8 does since 13.6 with
 * `--experimental-wasm-revectorize`. Then products take two panels at a time (tile-of-two.ts).
 */
export let isWide: bool = false;

/** Sets the kind of tiles. Call it before anything else. */
export function setWide(value: bool): void {
  isWide = value;
}
