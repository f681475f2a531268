export { ClipProcess, type IsolatedClip } from './clips/clip-process.js';
export type { EmbeddingLimits } from './embedding/describe-failure.js';
export { EmbeddingProcess } from './embedding/embedding-process.js';
export { EmbeddingProcesses } from './embedding/embedding-processes.js';
