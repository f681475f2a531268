/** Injection tokens of what has no class: the type of each is named in its description. */
export const STORE = Symbol('ObjectStore');
export const KEYSPACE = Symbol('Keyspace');
export const ENVIRONMENT = Symbol('ApiEnvironment');
export const LOGGER = Symbol('Logger');
