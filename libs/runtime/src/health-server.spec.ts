import { describe, expect, it } from 'vitest';
import { startHealthServer } from './health-server.js';

describe('startHealthServer', () => {
  it('answers as the worker is, and no longer after it is closed', async () => {
    let ok = true;
    const server = await startHealthServer('127.0.0.1', 0, () => ({ ok, detail: ok ? 'up' : 'redis end' }));
    const url = `http://127.0.0.1:${server.port}`;
    const live = await fetch(`${url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok', detail: 'up' }]);
    ok = false;
    const down = await fetch(`${url}/health/live`);
    expect([down.status, await down.json()]).toEqual([503, { status: 'down', detail: 'redis end' }]);
    expect((await fetch(`${url}/other`)).status).toBe(404);
    await server.close();
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });
});
