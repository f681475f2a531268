export { labelledClips, unlabelledClips } from './synthetic-corpus.js';
export { writeZip, type NamedBytes } from './write-zip.js';
