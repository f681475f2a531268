/** How a service came to be there: named by the caller, in a container, or as a process of this machine. */
export type ServiceSource = 'external' | 'testcontainers' | 'binary';

export interface Service {
  readonly how: ServiceSource;
  /** One line for the person who reads the test output: image or binary, and where it listens. */
  readonly detail: string;
  readonly stop: () => Promise<void>;
}

/** One way to get a service. A way that is not open here gives a reason instead of throwing. */
export type Attempt<S extends Service> = { service: S } | { reason: string };

/** What became of all ways: a service with the reasons why better ways were passed over, or those reasons alone. */
export type Startup<S extends Service> =
  { service: S; passedOver: readonly string[] } | { service: null; missing: string };

export type Ways<S extends Service> = Readonly<Record<ServiceSource, () => Attempt<S> | Promise<Attempt<S>>>>;

/**
 * Tries the ways in order of closeness to a deployment. TEST_SERVICES=testcontainers or =binary allows one way only, so
 * that CI can prove that it was the one which ran.
 */
export async function startFirst<S extends Service>(name: string, ways: Ways<S>): Promise<Startup<S>> {
  const only = process.env.TEST_SERVICES;
  const passedOver: string[] = [];
  for (const how of ['external', 'testcontainers', 'binary'] as const) {
    if (only !== undefined && only !== how && how !== 'external') continue;
    const attempt = await ways[how]();
    if ('service' in attempt) return { service: attempt.service, passedOver };
    passedOver.push(attempt.reason);
  }
  return { service: null, missing: `${name} could not be started here: ${passedOver.join('; ')}.` };
}

/** A service that somebody else runs is not ours to stop. */
export const leaveRunning = (): Promise<void> => Promise.resolve();
