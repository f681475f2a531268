import { skipMetadata } from '../containers/tags.js';
import type { ByteWindow } from './byte-window.js';

/** Tags behind the sound may have this many bytes. */
const MOST_TAG_BYTES = 1024 ** 2;

/** Returns true if nothing but tags and zeros remains. A tag with more sound behind it is not the end. */
export async function endsWithMetadata(window: ByteWindow): Promise<boolean> {
  for (;;) {
    await window.fill(MOST_TAG_BYTES);
    const { bytes } = window;
    if (window.isAtEnd) return skipMetadata(bytes, 0) === bytes.length;
    if (!bytes.every((byte) => byte === 0)) return false;
    window.skip(bytes.length);
  }
}
