import { expect, it } from 'vitest';
import { startReadyApi } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';

describeWithRedis('every response', (redisUrl) => {
  it.each(['/', '/v1/archives', '/v1/nothing', '/health/live', '/docs/json', '/docs', '/metrics'])(
    'to %s has headers that restrict what browsers do with it',
    async (path) => {
      await using api = await startReadyApi(redisUrl);
      const { headers } = await api.call('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).not.toContain('unsafe-');
      expect(policy).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('permissions-policy')).toMatch(/^microphone=\(self\), camera=\(\)/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );

  it('cannot be read by other origins, because CORS is off', async () => {
    await using api = await startReadyApi(redisUrl);
    const preflight = await api.call('OPTIONS', '/v1/archives', undefined, {
      'access-control-request-method': 'POST',
    });
    const answers = [preflight, await api.call('GET', '/v1/archives')];
    for (const { headers } of answers) expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
