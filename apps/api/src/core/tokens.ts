/** Injection tokens for values without a class. Each description names the type. */
export const STORE = Symbol('ObjectStore');
export const KEYSPACE = Symbol('Keyspace');
export const ENVIRONMENT = Symbol('ApiEnvironment');
export const LOGGER = Symbol('Logger');
