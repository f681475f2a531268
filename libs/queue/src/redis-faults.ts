/** A fault of Redis that this process found out itself. Its message is a sentence for the operator. */
export class RedisFault extends Error {
  override readonly name = 'RedisFault';
}

export const CLUSTER =
  'REDIS_URL names a node of a Redis Cluster, which Serenade does not support. Use one primary, with replicas and Sentinel if it must not fail.';

export const NO_ANSWER = 'Redis does not answer. Try again in a moment.';

const REPLICA =
  'Redis is a read-only replica. This passes after a failover; otherwise, let REDIS_URL name the primary.';

/** What the operator should know about an error of Redis, by the code of its reply or by the error of the connection. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/\b(READONLY|UNBLOCKED)\b/, REPLICA],
  [/\bMASTERDOWN\b/, 'Redis is a replica that has lost its primary.'],
  [
    /\bNOREPLICAS\b/,
    'Redis refuses writes, because fewer replicas are connected than min-replicas-to-write.',
  ],
  [
    /\bMISCONF\b/,
    'Redis refuses writes, because it cannot save its data. Check its log and the space on its disk.',
  ],
  [
    /\bOOM\b/,
    'Redis refuses writes, because its memory is full. Raise maxmemory, or wait for the runs in progress.',
  ],
  [/\bLOADING\b/, 'Redis is still loading its data.'],
  [/\bBUSY\b/, 'Redis is busy with a script that does not end.'],
  [/\b(MOVED|ASK|CROSSSLOT|CLUSTERDOWN|TRYAGAIN)\b/, CLUSTER],
  [/\bNOAUTH\b/, 'Redis requires a password. Add it to REDIS_URL: redis://:PASSWORD@HOST:PORT.'],
  [/\bWRONGPASS\b|invalid password/, 'Redis rejects the user name or password in REDIS_URL.'],
  [
    /\bNOPERM\b/,
    'The Redis user in REDIS_URL lacks permissions. Allow it all commands on the keys of QUEUE_PREFIX.',
  ],
  [/max number of clients reached/, 'Redis has no free connection. Raise its maxclients.'],
  [
    /\bDENIED\b/,
    'Redis is in protected mode and accepts only local connections. Set a password or bind address.',
  ],
  [
    /sentinels are unreachable/,
    'No Sentinel in REDIS_SENTINELS answers and knows a primary named REDIS_SENTINEL_NAME.',
  ],
  [/ENOTFOUND|EAI_AGAIN/, 'The host name in REDIS_URL cannot be resolved.'],
  [/ECONNREFUSED/, 'Nothing listens at the address in REDIS_URL.'],
  [
    /certificate|CERT_|UNABLE_TO_VERIFY/i,
    'The TLS certificate of Redis is not trusted. Name its authority in NODE_EXTRA_CA_CERTS, or correct the host in REDIS_URL.',
  ],
  [
    /ECONN|EPIPE|ETIMEDOUT|EPROTO|ERR_SSL|EHOSTUNREACH|ENETUNREACH|Connection is closed|max retries|offline queue|Command timed out|Stream isn't writeable|EXECABORT/i,
    NO_ANSWER,
  ],
];

/** Describes an error of ioredis or BullMQ that means that Redis cannot be used now. Returns null for any other error. */
export function describeFault(error: unknown): string | null {
  if (error instanceof RedisFault) return error.message;
  if (!(error instanceof Error)) return null;
  const { code, previousErrors = [] } = error as { code?: unknown; previousErrors?: readonly unknown[] };
  // The reply to a transaction says only that it was discarded. The reason is in the replies to its commands.
  const reasons = previousErrors.map(describeFault);
  const text = `${error.name} ${typeof code === 'string' ? code : ''} ${error.message}`;
  return reasons.find((reason) => reason !== null) ?? FAULTS.find(([is]) => is.test(text))?.[1] ?? null;
}
