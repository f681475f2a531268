/** The origin of a service: an external one, a container, or a process of this machine. */
export type ServiceSource = 'external' | 'testcontainers' | 'binary';

export interface Service {
  readonly how: ServiceSource;
  /** One line for the test output: the image or binary, and its address. */
  readonly detail: string;
  readonly stop: () => Promise<void>;
}

/** The result of one way to start a service. A way that fails returns a reason instead of throwing. */
export type Attempt<S extends Service> = { service: S } | { reason: string };

/** The result of all ways: a service with the reasons of the failed ways, or only the reasons. */
export type Startup<S extends Service> =
  { service: S; passedOver: readonly string[] } | { service: null; missing: string };

export type Ways<S extends Service> = Readonly<Record<ServiceSource, () => Attempt<S> | Promise<Attempt<S>>>>;

/**
 * Tries the ways, those closest to a deployment first. TEST_SERVICES=testcontainers or =binary allows only one way, so CI
 * can prove which one ran.
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

/** Stops nothing, because the tests did not start the external service. */
export const leaveRunning = (): Promise<void> => Promise.resolve();
