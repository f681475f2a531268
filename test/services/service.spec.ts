import { afterEach, describe, expect, it, vi } from 'vitest';
import { leaveRunning, startFirst, type Attempt, type Service, type Ways } from './service.js';

const closed = (reason: string) => (): Attempt<Service> => ({ reason });
const open = (how: Service['how']) => (): Attempt<Service> => ({
  service: { how, detail: how, stop: leaveRunning },
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('startFirst', () => {
  it('takes the first way that is open and says why the ones before it were not', async () => {
    const ways: Ways<Service> = {
      external: closed('not named'),
      testcontainers: closed('no engine'),
      binary: open('binary'),
    };
    vi.stubEnv('TEST_SERVICES', undefined);
    expect(await startFirst('Redis', ways)).toMatchObject({
      service: { how: 'binary' },
      passedOver: ['not named', 'no engine'],
    });
  });

  it('gives every reason in one sentence when no way is open', async () => {
    const ways: Ways<Service> = { external: closed('a'), testcontainers: closed('b'), binary: closed('c') };
    vi.stubEnv('TEST_SERVICES', undefined);
    expect(await startFirst('Redis', ways)).toEqual({
      service: null,
      missing: 'Redis could not be started here: a; b; c.',
    });
  });

  it('takes only the way that TEST_SERVICES names', async () => {
    const ways: Ways<Service> = {
      external: closed('not named'),
      testcontainers: open('testcontainers'),
      binary: open('binary'),
    };
    vi.stubEnv('TEST_SERVICES', 'binary');
    expect(await startFirst('Redis', ways)).toMatchObject({ service: { how: 'binary' } });
  });
});
