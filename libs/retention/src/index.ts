export * from './expirations.js';
export * from './remover.js';
export * from './sweeper.js';
export * from './tensor-owners.js';
