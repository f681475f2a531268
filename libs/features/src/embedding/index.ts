export { loadEmbeddingModel, type EmbeddingModel } from './embedding-model.js';
