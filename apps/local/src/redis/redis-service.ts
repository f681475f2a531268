import type { Agree } from './agree.js';

/** A Redis that can be used until `stop`. */
export interface RedisService {
  readonly url: string;
  /** Its source, for people. */
  readonly origin: string;
  /** Rejects if it exits on its own; otherwise never settles. */
  failsEarly(): Promise<never>;
  stop(): Promise<void>;
}

/** The input of a Redis source. `tell` prints progress; `agree` decides on an installation. */
export interface RedisRequest {
  readonly dir: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
  readonly agree: Agree;
}

/** Starts or finds a Redis; returns null if this machine does not offer it. */
export type RedisWay = (request: RedisRequest) => Promise<RedisService | null>;

export const never = (): Promise<never> => new Promise(() => undefined);
