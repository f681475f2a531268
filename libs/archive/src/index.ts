export { openZip, type ZipDirectoryInfo } from './end-record.js';
export { readDirectory, type ZipEntry } from './directory.js';
export { clipsOf, type ClipListing, type ClipListingOptions } from './clips.js';
export { readClips, type ReadClip } from './read-clips.js';
export { streamClip } from './stream-clip.js';
export { AUDIO_EXTENSIONS } from './names.js';
export {
  DEFAULT_CLIP_LIMITS,
  DEFAULT_DIRECTORY_LIMITS,
  DEFAULT_READ_LIMITS,
  type ClipLimits,
  type DirectoryLimits,
  type ReadLimits,
} from './limits.js';
export type { RandomAccessSource } from './source.js';
