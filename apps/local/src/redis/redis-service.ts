import type { Agree } from './agree.js';

/** A Redis that can be used until `stop`. */
export interface RedisService {
  readonly url: string;
  /** Where it comes from, for people. */
  readonly origin: string;
  /** Rejects when it ends by itself; otherwise never settles. */
  failsEarly(): Promise<never>;
  stop(): Promise<void>;
}

/** What a way of getting Redis needs. `tell` prints progress; `agree` decides on an installation. */
export interface RedisRequest {
  readonly dir: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
  readonly agree: Agree;
}

/** A way of getting Redis: a service, or null where this machine does not offer it. */
export type RedisWay = (request: RedisRequest) => Promise<RedisService | null>;

export const never = (): Promise<never> => new Promise(() => undefined);
