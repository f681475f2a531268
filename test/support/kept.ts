import { afterAll } from 'vitest';

const CLOSING_MS = 60_000;

/**
 * Keeps what the tests of a describe block share until all of them are done, and closes it then in the reverse order,
 * however far the preparation came. To be called in the block itself.
 */
export function keepForTests(): <R extends AsyncDisposable>(resource: R) => R {
  const kept: AsyncDisposable[] = [];
  afterAll(async () => {
    for (const resource of kept.reverse()) await resource[Symbol.asyncDispose]();
  }, CLOSING_MS);
  return (resource) => {
    kept.push(resource);
    return resource;
  };
}
