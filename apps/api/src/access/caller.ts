import { EVERYBODY, LOCAL_OWNER, SCOPES, SerenadeError, type ErrorCode, type Scope } from '#libs/contracts';

/** The identity behind a request. */
export interface Caller {
  /** The owner of everything that the request creates. The request sees only this owner's items and shared ones. */
  readonly owner: string;
  /** Null if no API key exists. */
  readonly keyId: string | null;
  readonly scopes: readonly Scope[];
  /** The rate limit of the key itself, if it has one. */
  readonly requestsPerMinute?: number | null;
}

/** The caller of every request while no API key exists. */
export const LOCAL_CALLER: Caller = { owner: LOCAL_OWNER, keyId: null, scopes: SCOPES };

/** The caller of a request that needs no key. */
export const NOBODY: Caller = { owner: 'nobody', keyId: null, scopes: [] };

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** Returns the record if it belongs to the caller or to everybody. */
export function visible<R extends { readonly owner: string }>(caller: Caller, record: R | null): R | null {
  return record?.owner === EVERYBODY ? record : owned(caller, record);
}

/** Returns the record if it belongs to the caller; another owner's record counts as missing. */
export function owned<R extends { readonly owner: string }>(caller: Caller, record: R | null): R | null {
  return record !== null && record.owner === caller.owner ? record : null;
}

/** Returns the caller's record. @throws SerenadeError with the code, such as `sweep.not_found`, if it is missing */
export function ownedRecord<R extends { readonly owner: string }>(
  caller: Caller,
  record: R | null,
  code: ErrorCode & `${string}.not_found`,
  id: string,
): R {
  const own = owned(caller, record);
  if (own !== null) return own;
  const noun = code.replace('.not_found', '').replace('_', ' ');
  throw new SerenadeError(code, `There is no ${noun} ${id}.`, { id });
}
