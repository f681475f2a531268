import { EVERYBODY, LOCAL_OWNER, SCOPES, type Scope } from '#libs/contracts';

/** On whose behalf a request comes. */
export interface Caller {
  /** Whose everything is that the request makes, and all that it may see. */
  readonly owner: string;
  /** Null while no key is configured. */
  readonly keyId: string | null;
  readonly scopes: readonly Scope[];
  /** Of its key, where that has a rate of its own. */
  readonly requestsPerMinute?: number | null;
}

/** Everybody, as long as no key is configured. */
export const LOCAL_CALLER: Caller = { owner: LOCAL_OWNER, keyId: null, scopes: SCOPES };

/** Whoever asks for what is for everybody. */
export const NOBODY: Caller = { owner: 'nobody', keyId: null, scopes: [] };

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** The record, if it is the caller's or everybody's. */
export function visible<R extends { readonly owner: string }>(caller: Caller, record: R | null): R | null {
  return record?.owner === EVERYBODY ? record : owned(caller, record);
}

/** The record, if it is the caller's: what is somebody else's is as if it were not there. */
export function owned<R extends { readonly owner: string }>(caller: Caller, record: R | null): R | null {
  return record !== null && record.owner === caller.owner ? record : null;
}
