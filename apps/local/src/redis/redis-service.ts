import type { Agree } from './agree.js';

/** A Redis that runs until `stop` is called. */
export interface RedisService {
  readonly url: string;
  /** Where this Redis comes from, as shown to the user: a program, a container or REDIS_URL. */
  readonly origin: string;
  /** Rejects if this Redis exits before `stop` is called; otherwise never settles. */
  failsEarly(): Promise<never>;
  stop(): Promise<void>;
}

/** `tell` prints a line for the user, and `agree` asks the user whether a command may install Redis. */
export interface RedisRequest {
  readonly dir: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
  readonly agree: Agree;
}

/** One source of a Redis. Returns null if it does not work on this machine. */
export type RedisWay = (request: RedisRequest) => Promise<RedisService | null>;

export const never = (): Promise<never> => new Promise(() => undefined);
