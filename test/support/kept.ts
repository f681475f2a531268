import { afterAll } from 'vitest';

const CLOSING_MS = 60_000;

/**
 * Keeps resources that the tests of a describe block share, and closes them in reverse order after the last test, even
 * if the setup failed halfway. Call it in the block itself.
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
