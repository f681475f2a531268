export * from './named-recipes.js';
export * from './departures.js';
export * from './parse-recipe.js';
export * from './recipe.js';
export type { LearningRate } from './learning-rate-schema.js';
export * from './trainable.js';
