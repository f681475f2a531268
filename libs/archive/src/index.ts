export { openZip } from './end-record.js';
export { readDirectory } from './directory.js';
export { clipsOf } from './clips.js';
export { readClips } from './read-clips.js';
export { clipBytes } from './clip-bytes.js';
export { streamClip } from './stream-clip.js';
export type { RandomAccessSource } from './source.js';
export { FORMAT_HEAD_BYTES, formatOf, type ContainerFormat } from './format.js';
