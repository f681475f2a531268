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
  it('uses the first way that works, and reports why the earlier ones failed', async () => {
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

  it('reports every reason in one sentence if no way works', async () => {
    const ways: Ways<Service> = { external: closed('a'), testcontainers: closed('b'), binary: closed('c') };
    vi.stubEnv('TEST_SERVICES', undefined);
    expect(await startFirst('Redis', ways)).toEqual({
      service: null,
      missing: 'Redis could not be started here: a; b; c.',
    });
  });

  it('uses only the way that TEST_SERVICES names', async () => {
    const ways: Ways<Service> = {
      external: closed('not named'),
      testcontainers: open('testcontainers'),
      binary: open('binary'),
    };
    vi.stubEnv('TEST_SERVICES', 'binary');
    expect(await startFirst('Redis', ways)).toMatchObject({ service: { how: 'binary' } });
  });
});
